package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/resume-and-isolation.md. */
class ResumingTest {

  private static final Metric FIT = Metric.maximized("fit");

  @TempDir
  private Path folder;

  private static SearchBuilder<Architecture> searchOf(SearchSpace<Architecture> space) {
    return NasSearch.builder(space)
        .evaluator((candidate, context) ->
            Evaluation.of(FIT, -Math.abs(candidate.architecture().cost().macs() - 1e6)))
        .reward(RewardFunction.of(FIT))
        .seed(1);
  }

  @Test
  void goesOnWhereItEnded() throws Exception {
    SearchSpace<Architecture> space = ChainSpace.of(Shape.image(1, 28, 28), 10);
    Path other = folder.resolve("other.jsonl");
    // region: resume
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
    Architecture best = read.best().orElseThrow().architecture();
    // end region
    assertThat(best).isEqualTo(result.best().orElseThrow().architecture());
    // region: start
    SearchResult<Architecture> next = searchOf(space)
        .startFrom(journal)
        .store(other)
        .stopAfter(StopRule.trials(10))
        .run();
    // end region
    assertThat(next.settings()).containsEntry("startFrom.leftOut", "0");
    assertThat(next.trials()).hasSizeGreaterThanOrEqualTo(10);
  }
}
