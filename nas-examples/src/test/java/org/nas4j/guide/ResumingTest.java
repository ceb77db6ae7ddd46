package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/resume-and-isolation.md. */
class ResumingTest {

  @TempDir
  private Path folder;

  // region: workers
  public static final class StripeWorkers extends Dl4jWorkerFactory {

    @Override
    public SearchSpace<Architecture> space(Map<String, String> settings) {
      return ChainSpace.builder(Shape.image(1, 12, 12), 3)
          .maxConvolutions(2)
          .filters(4, 8)
          .build();
    }

    @Override
    protected Dataset data(Map<String, String> settings) {
      return FirstSearch.stripes(Integer.parseInt(settings.get("pictures")), 1);
    }
  }

  // end region
  // region: helper
  static SearchBuilder<Architecture> searchOf(SearchSpace<Architecture> space) {
    Metric fit = Metric.maximized("fit");
    return NasSearch.builder(space)
        .evaluator((candidate, context) ->
            Evaluation.of(fit, -Math.abs(candidate.architecture().cost().macs() - 1e6)))
        .reward(RewardFunction.of(fit))
        .seed(1);
  }

  // end region
  @Test
  void goesOnWhereItEnded() throws Exception {
    // region: resume
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    Path journal = folder.resolve("search.jsonl");
    searchOf(space).store(journal).stopAfter(StopRule.trials(10)).run();
    SearchResult<Architecture> result =
        searchOf(space).store(journal).stopAfter(StopRule.trials(30)).run();
    // end region
    SearchResult<Architecture> atOnce =
        searchOf(space).stopAfter(StopRule.trials(30)).run();
    assertThat(result.trials().stream().map(trial -> trial.genotype()))
        .isEqualTo(atOnce.trials().stream().map(trial -> trial.genotype()).toList());
    // region: read
    SearchResult<Architecture> read = SearchResult.read(journal, space);
    Architecture best = read.bestOrThrow().architecture();
    // end region
    assertThat(best).isEqualTo(result.bestOrThrow().architecture());
    // region: start
    SearchResult<Architecture> next = searchOf(space)
        .startFrom(journal)
        .store(folder.resolve("other.jsonl"))
        .stopAfter(StopRule.trials(10))
        .run();
    // end region
    assertThat(next.settings()).containsEntry("startFrom.leftOut", "0");
    assertThat(next.trials()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void candidatesRunInProcessesOfTheirOwn() {
    // region: isolated
    Isolation<Architecture> isolation = Isolation.builder(StripeWorkers.class)
        .setting("pictures", "300")
        .setting(Dl4jWorkerFactory.EPOCHS, "2")
        .heapMegabytes(512)
        .nativeMegabytes(512)
        .build();
    SearchResult<Architecture> result = NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .stopAfter(StopRule.trials(3))
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)))
        .seed(1)
        .run();
    System.out.println(result);
    // end region
    assertThat(result.failures()).isEmpty();
    assertThat(result.bestOrThrow().reward()).isBetween(0.0, 1.0);
  }
}
