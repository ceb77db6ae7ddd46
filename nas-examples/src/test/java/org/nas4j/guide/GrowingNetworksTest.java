package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.GrowingSearch;
import org.nas4j.images.GrownNetwork;
import org.nas4j.images.GrowthPolicy;
import org.nas4j.images.ParentWeights;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.StopRule;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.morphism.MorphismSearch;

/** docs/guide/growing-networks.md. */
class GrowingNetworksTest {

  @TempDir
  private Path folder;

  // region: start
  private static Architecture start(Shape images, int classes) {
    Architecture.Builder network = Architecture.builder(images);
    String last = Architecture.INPUT;
    for (int i = 1; i <= 2; i++) {
      last = network.add("conv" + i, Convolution.of(4, Window.square(3).stride(2)), last);
      last = network.add("norm" + i, BatchNormalization.DEFAULT, last);
      last = network.add("relu" + i, Activation.RELU, last);
    }
    last = network.add("mean", GlobalPooling.AVERAGE, last);
    return network.build(network.add("out", SoftmaxOutput.of(classes), last));
  }
  // end region

  @Test
  void childrenStartFromTheirParentsWeights() throws Exception {
    // region: search
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    Dataset training = data.training();
    MorphismSpace space = MorphismSpace.of(start(training.shape(), training.classes()), 4, 100_000);
    WeightStore weights = WeightStore.open(folder.resolve("weights"), 20, 1L << 30);
    SearchResult<Architecture> result = NasSearch.builder(space)
        .strategy(MorphismSearch.builder().children(3).edits(1).build())
        .evaluator(Dl4jEvaluator.builder()
            .training(training)
            .validation(data.validation())
            .epochs(1)
            .parentWeights(ParentWeights.builder(weights).carriedBy(space).build())
            .build())
        .lookahead(1)
        .stopAfter(StopRule.trials(4))
        .seed(1)
        .run();
    Ranked<Architecture> best = result.bestOrThrow();
    TrainedNetwork network =
        TrainedNetwork.of(best.architecture(), weights.find(best.trial().id()).orElseThrow(), 1);
    // end region
    assertThat(network.evaluate(data.validation()).accuracy()).isEqualTo(best.reward());
    assertThat(result.trials()).anyMatch(trial -> trial.parent().isPresent());
  }

  @Test
  void growsInOneTraining() throws Exception {
    // region: grow
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    GrownNetwork grown = GrowingSearch.builder(
            start(data.training().shape(), data.training().classes()))
        .training(data.training())
        .validation(data.validation())
        .policy(GrowthPolicy.random())
        .steps(20)
        .seed(1)
        .build()
        .run();
    System.out.println(grown);
    // end region
    assertThat(List.of(grown.isComplete())).containsExactly(true);
    assertThat(grown.steps()).isEqualTo(20);
  }
}
