package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.report.LivePage;
import org.nas4j.report.OptunaJournal;
import org.nas4j.report.SearchReport;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/seeing.md. */
class SeeingTest {

  @TempDir
  private Path folder;

  // region: helper
  static SearchBuilder<Architecture> searchOf(SearchSpace<Architecture> space) {
    Metric fit = Metric.maximized("fit");
    return NasSearch.builder(space)
        .evaluator((candidate, context) ->
            Evaluation.of(fit, -Math.abs(candidate.architecture().cost().macs() - 1e6)))
        .reward(RewardFunction.of(fit))
        .stopAfter(StopRule.trials(12))
        .seed(1);
  }

  // end region
  @Test
  void becomesAPage() throws Exception {
    // region: report
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    Path journal = folder.resolve("search.jsonl");
    searchOf(space).store(journal).run();
    SearchReport.builder()
        .title("Digits")
        .run("tree search", journal, space)
        .build()
        .write(folder.resolve("search.html"));
    OptunaJournal.write("digits", journal, folder.resolve("optuna.log"));
    // end region
    assertThat(folder.resolve("search.html")).content().contains("tree search", "<svg");
    assertThat(folder.resolve("optuna.log")).content().contains("digits");
  }

  @Test
  void isWatchedWhileItRuns() {
    // region: live
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    try (LivePage page = LivePage.on(0)) {
      System.out.println("Look at " + page.address());
      searchOf(space).listener(page).run();
    }
    // end region
  }

  // region: metrics
  /** Figures for a library of metrics, here a map. */
  static final class Gauges implements SearchListener {

    final Map<String, Double> values = new ConcurrentHashMap<>();

    @Override
    public void onTrialFinished(Trial trial, Progress progress, double spent) {
      values.put("trials", (double) progress.observed());
      values.put("spent", spent);
      values.put("trial.seconds", trial.duration().toNanos() / 1e9);
      progress.best().ifPresent(best -> values.put("best", best));
    }
  }
  // end region

  @Test
  void feedsOnesOwnMetrics() {
    Gauges gauges = new Gauges();
    var result =
        searchOf(ChainSpace.of(Shape.image(1, 28, 28), 10)).listener(gauges).run();
    assertThat(gauges.values)
        .containsEntry("spent", 1.0)
        .containsEntry("best", result.bestOrThrow().reward());
  }

  @Test
  void isRecorded() throws Exception {
    // region: record
    Path file = folder.resolve("search.jfr");
    Split data = FirstSearch.stripes(60, 1).split(20, new SplittableRandom(1));
    SearchSpace<Architecture> space =
        ChainSpace.builder(data.training().shape(), 3).maxConvolutions(1).build();
    try (Recording recording = new Recording()) {
      recording.start();
      NasSearch.builder(space)
          .evaluator(Dl4jEvaluator.builder()
              .training(data.training())
              .validation(data.validation())
              .epochs(2)
              .build())
          .stopAfter(StopRule.trials(2))
          .run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> trials = RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("org.nas4j.Trial"))
        .toList();
    // end region
    assertThat(trials).hasSizeGreaterThanOrEqualTo(2);
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("org.nas4j.Epoch"))
        .hasSize(4)
        .allSatisfy(event -> {
          assertThat(event.getInt("epoch")).isBetween(1, 2);
          assertThat(event.getDouble("loss")).isBetween(0.1, 10.0);
          assertThat(event.getThread().getJavaName()).startsWith("nas4j-worker-");
        });
  }
}
