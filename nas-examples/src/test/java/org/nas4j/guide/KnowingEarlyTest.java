package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.predict.ImprovementRule;
import org.nas4j.predict.SynapticFlow;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;

/** docs/guide/knowing-early.md. */
class KnowingEarlyTest {

  @Test
  void theBestFewAreTrainedForLonger() {
    // region: search
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    SearchSpace<Architecture> space =
        ChainSpace.builder(data.training().shape(), 3).maxConvolutions(1).build();
    IntFunction<Evaluator<Architecture>> epochs = count -> Dl4jEvaluator.builder()
        .training(data.training())
        .validation(data.validation())
        .epochs(count)
        .build();
    SearchResult<Architecture> result = NasSearch.builder(space)
        .evaluator(epochs.apply(2))
        .pruning(ImprovementRule.early(Metric.VALIDATION_ACCURACY, 2))
        .finalists(2, epochs.apply(8))
        .stopAfter(StopRule.trials(4))
        .seed(1)
        .run();
    System.out.println(result);
    Architecture chosen = result.chosen().orElseThrow().architecture();
    double flow = SynapticFlow.of(chosen);
    // end region
    assertThat(result.finalists()).hasSize(2);
    assertThat(result.toString()).contains("chosen: Finalist[");
    assertThat(flow).isFinite();
  }
}
