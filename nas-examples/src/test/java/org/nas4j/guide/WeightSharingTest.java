package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Split;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasMacroSpace;
import org.nas4j.strategy.reinforce.Reinforce;

/** docs/guide/weight-sharing.md. */
class WeightSharingTest {

  @Test
  void trainsAllNetworksOnOneSetOfWeights() throws Exception {
    // region: search
    Split data = FirstSearch.stripes(160, 1).split(60, new SplittableRandom(1)).standardised();
    SearchSpace<Architecture> space = EnasMacroSpace.builder(
            data.training().shape(), data.training().classes())
        .layers(2)
        .filters(4)
        .build();
    OneShotResult<Architecture> found;
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(data.training())
        .validation(data.validation())
        .settings(Dl4jTraining.builder().nesterov(0.9).batch(32).build())
        .validationBatch(30)
        .seed(1)
        .build()) {
      found = OneShotSearch.builder(space, supernet)
          .strategy(Reinforce.enasSmall())
          .epochs(2)
          .controllerSamples(5)
          .derive(4, 2)
          .seed(1)
          .run();
    }
    System.out.println(found);
    Architecture best = found.architecture();
    // end region
    assertThat(best.shape(best.output()).elements()).isEqualTo(3);
    assertThat(found.validationScore()).isBetween(0.0, 1.0);
    assertThat(found.epochs()).hasSize(2);
  }
}
