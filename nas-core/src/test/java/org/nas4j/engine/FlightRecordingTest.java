package org.nas4j.engine;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.events.EvaluationEvent;
import org.nas4j.internal.events.TrialEvent;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.testkit.ToySpaces;

/** What a run tells without being asked: to the Flight Recorder, and to the log. */
class FlightRecordingTest {

  private static final Metric SUM = Metric.maximized("sum");

  @TempDir
  private Path folder;

  private static SearchResult<List<Integer>> search() {
    return NasSearch.builder(ToySpaces.grid(3, 4))
        .strategy(new RandomSearch())
        .evaluator((candidate, context) -> {
          int sum =
              candidate.architecture().stream().mapToInt(Integer::intValue).sum();
          if (sum < 3) {
            throw new ArithmeticException("too low");
          }
          return Evaluation.of(SUM, sum);
        })
        .reward(RewardFunction.of(SUM))
        .stopAfter(StopRule.trials(20))
        .seed(1)
        .run();
  }

  private Map<String, List<RecordedEvent>> recorded(Runnable what) throws Exception {
    Path file = folder.resolve("search.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      what.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .collect(groupingBy(event -> event.getEventType().getName()));
  }

  @Test
  void recordsEachTrialAsItWasObserved() throws Exception {
    SearchResult<?>[] result = new SearchResult<?>[1];
    List<RecordedEvent> events = recorded(() -> result[0] = search()).get(TrialEvent.NAME);
    List<Trial> trials = result[0].trials();
    assertThat(events).hasSameSizeAs(trials);
    double best = Double.NaN;
    for (int i = 0; i < trials.size(); i++) {
      OptionalDouble reward = trials.get(i).outcome().reward();
      RecordedEvent event = events.get(i);
      assertThat(event.getLong("trial")).isEqualTo(trials.get(i).id());
      assertThat(event.getDouble("reward")).isEqualTo(Double.valueOf(reward.orElse(Double.NaN)));
      if (reward.isPresent()) {
        best = Double.isNaN(best) ? reward.getAsDouble() : Math.max(best, reward.getAsDouble());
      }
      assertThat(event.getDouble("best")).isEqualTo(Double.valueOf(best));
    }
    assertThat(events)
        .anyMatch(
            event -> event.getString("outcome").equals("failed: ArithmeticException: too low"))
        .anyMatch(event -> event.getString("outcome").equals("6.0000"));
  }

  @Test
  void recordsEvaluationsOnTheirThreads() throws Exception {
    SearchResult<?>[] result = new SearchResult<?>[1];
    List<RecordedEvent> events = recorded(() -> result[0] = search()).get(EvaluationEvent.NAME);
    List<Long> evaluated =
        result[0].trials().stream().filter(Trial::wasEvaluated).map(Trial::id).toList();
    assertThat(events).extracting(event -> event.getLong("trial")).hasSameElementsAs(evaluated);
    assertThat(events).allSatisfy(event -> {
      assertThat(event.getThread().getJavaName()).startsWith("nas4j-worker-");
      assertThat(event.getString("failure")).isIn(null, "java.lang.ArithmeticException");
    });
    assertThat(events).anyMatch(event -> event.getString("failure") != null);
  }

  @Test
  void writesALineForATrial() {
    Trial trial = new Trial(
        12,
        Genotype.EMPTY,
        OptionalLong.empty(),
        new Outcome.Scored(0.97312, Evaluation.of(SUM, 1)),
        Duration.ofMillis(4_230),
        OptionalLong.empty());
    Progress progress = new Progress(13, 13, OptionalDouble.of(0.99), 0, 0, Duration.ofMinutes(1));
    assertThat(TrialLog.line(trial, progress)).isEqualTo("Trial 12: 0.9731 in 4.2 s, best 0.9900");
  }
}
