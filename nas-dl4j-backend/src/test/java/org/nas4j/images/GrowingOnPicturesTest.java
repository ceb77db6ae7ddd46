package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Shape;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.morphism.Morphism;

/** Real pictures, the start network of the example, a hundred steps. */
class GrowingOnPicturesTest {

  @Test
  void growsWithoutForgetting() throws IOException, InterruptedException {
    Dataset all = Cifar.cifar10(SharedData.path("cifar10-subset").resolve("train-10000.bin.gz"));
    Split split = all.sample(5_000, new SplittableRandom(1))
        .split(1_000, new SplittableRandom(2))
        .standardised();
    List<Morphism> tried = new ArrayList<>();
    GrownNetwork grown = GrowingSearch.builder(
            StartNetworks.residual((Shape.Image) all.shape(), all.classes()))
        .training(split.training())
        .validation(split.validation())
        .settings(Dl4jTraining.builder()
            .nesterov(0.9)
            .learningRate(LearningRate.oneCycle(0.1, 0.2))
            .batch(64)
            .precision(Precision.AUTO)
            .build())
        .moments(List.of(0.3, 0.5))
        .trialSteps(4)
        .threads(2)
        .steps(100)
        .policy((moment, random) -> {
          Morphism edit = moment.edits().get(random.nextInt(moment.edits().size()));
          tried.add(edit);
          assertThat(moment.lossAfter(edit))
              .as("%s", edit)
              .isCloseTo(moment.lossUnchanged(), withinPercentage(10));
          return Optional.of(edit);
        })
        .build()
        .run();
    assertThat(tried).hasSize(2);
    assertThat(grown.growth())
        .extracting(GrowthStep::edit)
        .isEqualTo(tried.stream().map(Object::toString).toList());
    assertThat(grown.validation().accuracy()).isGreaterThan(0.3);
  }
}
