package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.space.Genotype;

/** A training that diverged is a failure on every engine, also if only its last update did it. */
class DivergedTest {

  /** One batch an epoch, so that the last update is followed by no training loss. */
  private static final Dataset DATA = Fixtures.shapes(30, 1);

  private static Architecture network() {
    Architecture.Builder network = Architecture.builder(Shape.image(1, 8, 8));
    String x = network.add("f", new Flatten(), Architecture.INPUT);
    x = network.add("d", new Dense(8, true), x);
    x = network.add("r", Activation.RELU, x);
    x = network.add("d2", new Dense(8, true), x);
    network.add("out", SoftmaxOutput.of(3), x);
    return network.build();
  }

  private static Dl4jTraining diverging(Engine engine) {
    return Dl4jTraining.builder()
        .epochs(1)
        .batch(64)
        .learningRate(LearningRate.constant(1e38))
        .engine(engine)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "PORTABLE"})
  void trainingPromisesNumbers(Engine engine) {
    assertThatThrownBy(() -> TrainedNetwork.train(network(), DATA, diverging(engine), 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("Training diverged: the loss is [NaN] in epoch [1]")
        .hasMessageContaining("Maybe lower the learning rate");
  }

  @Test
  void weightsThatAreNoNumbersAreNamed() {
    Map<String, WeightArray> weights =
        Map.of("d/kernel", WeightArray.of(List.of(2), new float[] {1, Float.NaN}));
    assertThatThrownBy(() -> TrainingLoop.requireNumbers(weights))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("[d/kernel]")
        .hasMessageContaining("Maybe");
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "PORTABLE"})
  void evaluationFailsRatherThanScores(Engine engine) {
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(DATA)
        .validation(Fixtures.shapes(30, 2))
        .latencyBatch(0)
        .settings(diverging(engine))
        .build();
    Candidate<Architecture> candidate =
        new Candidate<>(0, Genotype.EMPTY, network(), OptionalLong.empty());
    assertThatThrownBy(() -> evaluator.evaluate(candidate, EvaluationContext.alone(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("Training diverged: the loss is [NaN] in epoch [1]");
  }

  @Test
  void probabilitiesThatAreNoNumbersPredictNoClass() {
    float nan = Float.NaN;
    float[] probabilities = {0.1f, 0.9f, nan, nan, 0.5f, nan, 0.5f, 0.5f};
    assertThat(Scores.predicted(probabilities, 0, 2)).isEqualTo(1);
    assertThat(Scores.predicted(probabilities, 1, 2)).isEqualTo(-1);
    assertThat(Scores.predicted(probabilities, 2, 2)).isEqualTo(-1);
    assertThat(Scores.predicted(probabilities, 3, 2)).as("the first of equals").isZero();
  }

  @Test
  void minibatchesOfValidationCountNoNumberAsWrong() {
    ValidationBatches batches = new ValidationBatches(DATA, 30, new SplittableRandom(1));
    float[] nothing = new float[90];
    Arrays.fill(nothing, Float.NaN);
    assertThat(batches.right(0, 0, nothing)).isZero();
  }
}
