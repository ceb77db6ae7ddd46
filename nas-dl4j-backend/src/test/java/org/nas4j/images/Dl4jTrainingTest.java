package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nas4j.data.Augmentation;

class Dl4jTrainingTest {

  @Test
  void schedulesFollowTheirFormulas() {
    assertThat(LearningRate.constant(0.1).at(3.5, 10)).isEqualTo(0.1);
    LearningRate steps = LearningRate.steps(1, 0.1, 2);
    assertThat(steps.at(1.99, 6)).isEqualTo(1);
    assertThat(steps.at(2, 6)).isCloseTo(0.1, within(1e-12));
    assertThat(steps.at(5, 6)).isCloseTo(0.01, within(1e-12));
    LearningRate cosine = LearningRate.cosine(0.05, 0.01);
    assertThat(cosine.at(0, 10)).isEqualTo(0.05);
    assertThat(cosine.at(5, 10)).isCloseTo(0.03, within(1e-12));
    assertThat(cosine.at(10, 10)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void namesItsSettings() {
    Dl4jTraining settings = Dl4jTraining.builder()
        .nesterov(0.9)
        .learningRate(LearningRate.constant(0.1))
        .weightDecay(1e-4)
        .labelSmoothing(0.1)
        .batch(32)
        .epochs(7)
        .augmentation(Augmentation.CIFAR)
        .build();
    assertThat(settings.settings())
        .containsEntry("optimizer", "nesterov(0.9)")
        .containsEntry("learningRate", "Constant[rate=0.1]")
        .containsEntry("batch", "32")
        .containsEntry("augmentation", "Augmentation[shift=4, flip=true]");
    assertThat(settings.toBuilder().build().settings()).isEqualTo(settings.settings());
    assertThat(settings.toBuilder().epochs(1).build().epochs()).isEqualTo(1);
    assertThat(settings.epochs()).isEqualTo(7);
  }

  @Test
  void refusesValuesOutOfRangeAtOnce() {
    Dl4jTraining.Builder builder = Dl4jTraining.builder();
    assertThatThrownBy(() -> builder.nesterov(90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum must be at least 0 and below 1, but is [90.0]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> builder.adam(0.9, 0.999, 0)).hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> builder.rmsProp(1, 1e-8)).hasMessageContaining("[1.0]");
    assertThatThrownBy(() -> builder.weightDecay(-1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> builder.labelSmoothing(1)).hasMessageContaining("[1.0]");
    assertThatThrownBy(() -> builder.batch(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> LearningRate.constant(0)).hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> LearningRate.cosine(0.1, 0.2)).hasMessageContaining("[0.2]");
    assertThatThrownBy(() -> LearningRate.steps(0.1, 2, 1)).hasMessageContaining("[2.0]");
    assertThatThrownBy(() -> LearningRate.steps(0.1, 0.5, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> new Augmentation(-1, false)).hasMessageContaining("[-1]");
  }

  @Test
  void anEngineWhoseArtifactIsMissingIsToldSo() {
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(Fixtures.shapes(12, 1))
        .validation(Fixtures.shapes(12, 2))
        .settings(Dl4jTraining.builder().engine(Engine.TORCH).build())
        .build();
    assertThatThrownBy(evaluator::provenance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Engine.TORCH is not on the class path")
        .hasMessageContaining("Maybe add the artifact org.nas4j:nas-torch-backend");
  }
}
