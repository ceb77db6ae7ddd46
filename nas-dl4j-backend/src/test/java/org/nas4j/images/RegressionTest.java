package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Dense;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.data.Standardisation;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.model.Model;

/** Networks learn numbers, with every loss and on both engines, and serve them in their unit. */
class RegressionTest {

  private static final float[][] EXAMPLES = {{1, -2}, {0.5f, 1}, {-1, 3}, {2, 0}};
  private static final float[][] NUMBERS = {{3, 0}, {-0.2f, 0.1f}, {0.4f, -5}, {0, 2}};
  private static final float[] WEIGHTS = {1, 0.5f, 0, 3};

  @TempDir
  private Path folder;

  private static Architecture linear(RegressionLoss loss) {
    Architecture.Builder b = Architecture.builder(Shape.vector(2));
    b.add("out", new RegressionOutput(2, loss), Architecture.INPUT);
    return b.build();
  }

  private static Architecture deep(int inputs, RegressionOutput output) {
    Architecture.Builder b = Architecture.builder(Shape.vector(inputs));
    b.add("dense", new Dense(32, true), Architecture.INPUT);
    b.add("relu", Activation.RELU, "dense");
    b.add("out", output, "relu");
    return b.build();
  }

  private static NetworkSettings plain() {
    return new NetworkSettings(1, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 1e-8), 0, 0, 1);
  }

  private static Network open(boolean portable, Architecture architecture) {
    Assumptions.assumeTrue(portable || OneDnnNetwork.isAvailable());
    return portable
        ? GraphNetwork.open(architecture, plain())
        : OneDnnNetwork.open(architecture, plain());
  }

  /** Loss and gradient by hand, for a layer that computes 0 before the step. */
  @ParameterizedTest
  @CsvSource({
    "SQUARED, true, false",
    "SQUARED, false, false",
    "SQUARED, true, true",
    "SQUARED, false, true",
    "ABSOLUTE, true, false",
    "ABSOLUTE, false, false",
    "ABSOLUTE, true, true",
    "ABSOLUTE, false, true",
    "HUBER, true, false",
    "HUBER, false, false",
    "HUBER, true, true",
    "HUBER, false, true"
  })
  void followsTheGradient(RegressionLoss loss, boolean portable, boolean weighted) {
    try (Network network = open(portable, linear(loss))) {
      network.setWeights(Map.of(
          "out/kernel",
          WeightArray.zeros(List.of(2, 2)),
          "out/bias",
          WeightArray.zeros(List.of(2))));
      var target = network.examples(4);
      double expected = 0;
      double[][] kernel = new double[2][2];
      double[] bias = new double[2];
      for (int i = 0; i < 4; i++) {
        target.put(EXAMPLES[i]);
        double counts = weighted ? WEIGHTS[i] : 1;
        for (int j = 0; j < 2; j++) {
          expected += counts * loss.of(-NUMBERS[i][j]) / 8;
          double slope = counts * loss.slope(-NUMBERS[i][j]) / 8;
          bias[j] -= slope;
          kernel[j][0] -= slope * EXAMPLES[i][0];
          kernel[j][1] -= slope * EXAMPLES[i][1];
        }
      }
      Targets targets = Targets.ofNumbers(NUMBERS);
      double said = network.train(weighted ? targets.weighted(WEIGHTS) : targets, 1);
      assertThat(said).isCloseTo(expected, within(1e-5));
      float[] after = network.weights().get("out/kernel").values();
      float[] shift = network.weights().get("out/bias").values();
      for (int j = 0; j < 2; j++) {
        assertThat((double) shift[j]).isCloseTo(bias[j], within(1e-5));
        assertThat((double) after[2 * j]).isCloseTo(kernel[j][0], within(1e-5));
        assertThat((double) after[2 * j + 1]).isCloseTo(kernel[j][1], within(1e-5));
      }
    }
  }

  @Test
  void weighsLabelsAlikeOnBothEngines() {
    Architecture.Builder b = Architecture.builder(Shape.vector(2));
    b.add("out", SoftmaxOutput.of(3), Architecture.INPUT);
    Targets targets = Targets.ofLabels(new int[] {0, 1, 2, 1}).weighted(WEIGHTS);
    Architecture architecture = b.build();
    try (Network one = open(true, architecture);
        Network other = open(false, architecture)) {
      for (Network each : List.of(one, other)) {
        var target = each.examples(4);
        List.of(EXAMPLES).forEach(target::put);
      }
      assertThat(one.train(targets, 1)).isCloseTo(other.train(targets, 1), within(1e-6));
      assertThat(one.weights().get("out/kernel").values())
          .containsExactly(other.weights().get("out/kernel").values(), within(1e-5f));
    }
  }

  private static Dataset curve(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] examples = new float[size][3];
    float[][] numbers = new float[size][2];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < 3; j++) {
        examples[i][j] = random.nextFloat() * 4 - 2;
      }
      numbers[i][0] = 500 + 100 * Math.abs(examples[i][0]) + 50 * examples[i][1];
      numbers[i][1] = examples[i][2] - examples[i][1];
    }
    return Dataset.ofNumbers(Shape.vector(3), examples, numbers);
  }

  @ParameterizedTest
  @EnumSource
  void learnsAndServesNumbersInTheirUnit(RegressionLoss loss) throws Exception {
    Dataset training = curve(600, 1);
    Dataset test = curve(200, 2);
    Standardisation inputs = Standardisation.fit(training);
    Standardisation outputs = Standardisation.ofTargets(training);
    TrainedNetwork network = TrainedNetwork.train(
        deep(3, new RegressionOutput(2, loss)),
        outputs.applyToTargets(inputs.apply(training)),
        Dl4jTraining.builder()
            .epochs(25)
            .learningRate(LearningRate.cosine(0.01))
            .build(),
        3);
    Dataset scaled = outputs.applyToTargets(inputs.apply(test));
    RegressionScores scores = network.evaluateNumbers(scaled);
    assertThat(scores.r2()).isGreaterThan(0.95);
    assertThat(scores.rmse()).isLessThan(0.25).isGreaterThan(scores.mae());
    Path file = folder.resolve("curve.nas4j");
    network
        .model()
        .scaling(inputs.scaling())
        .outputScaling(outputs.scaling())
        .build()
        .save(file);
    Model model = Model.load(file);
    float[][] served = new float[test.size()][];
    for (int i = 0; i < served.length; i++) {
      served[i] = model.predict(test.values(i)).values();
    }
    assertThat(RegressionScores.of(served, test).r2()).isCloseTo(scores.r2(), within(1e-4));
    assertThat(TrainedNetwork.of(model).evaluateNumbers(scaled).r2())
        .isCloseTo(scores.r2(), within(1e-5));
  }

  @Test
  void measuresErrorsOfNumbers() {
    Dataset data = Dataset.ofNumbers(
        Shape.vector(1), new float[][] {{0}, {0}, {0}}, new float[][] {{1}, {2}, {3}});
    RegressionScores scores = RegressionScores.of(new float[][] {{1}, {2}, {5}}, data);
    assertThat(scores.r2()).isCloseTo(1 - 4.0 / 2, within(1e-9));
    assertThat(scores.mae()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(scores.rmse()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-9));
  }

  /** Against scikit-learn's figures for the same numbers. */
  @Test
  void measuresClassifiersFromSeveralSides() {
    Dataset data = Dataset.of(Shape.vector(1), 3, new float[6][1], new int[] {0, 0, 0, 0, 1, 2});
    float[][] probabilities = {
      {0.8f, 0.1f, 0.1f},
      {0.6f, 0.3f, 0.1f},
      {0.3f, 0.5f, 0.2f},
      {0.6f, 0.2f, 0.2f},
      {0.2f, 0.7f, 0.1f},
      {0.5f, 0.2f, 0.3f}
    };
    ClassificationScores scores = ClassificationScores.of(probabilities, data);
    assertThat(scores.accuracy()).isCloseTo(4 / 6.0, within(1e-9));
    assertThat(scores.balancedAccuracy()).isCloseTo((0.75 + 1 + 0) / 3, within(1e-9));
    assertThat(scores.macroF1()).isCloseTo((0.75 + 2 / 3.0 + 0) / 3, within(1e-9));
    // Of class 0 against others: 3 of 4 above 0.5, all above 0.2; of 1: all; of 2: all.
    assertThat(scores.auc()).isCloseTo((7 / 8.0 + 1 + 1) / 3, within(1e-9));
    assertThat(scores.logLoss())
        .isCloseTo(
            -(Math.log(0.8)
                    + Math.log(0.6)
                    + Math.log(0.3)
                    + Math.log(0.6)
                    + Math.log(0.7)
                    + Math.log(0.3))
                / 6,
            within(1e-6));
    assertThat(scores.confusion()).isDeepEqualTo(new int[][] {{3, 1, 0}, {0, 1, 0}, {1, 0, 0}});
    // Bins of 0.5 (two, none right), 0.6 (two, both), 0.7 (one, right) and 0.8 (one, right).
    assertThat(scores.calibrationError()).isCloseTo((1.0 + 0.8 + 0.3 + 0.2) / 6, within(1e-6));
  }

  @Test
  void refusesNumbersForClassifiers() {
    Dataset numbers = curve(10, 1);
    Architecture.Builder b = Architecture.builder(Shape.vector(3));
    b.add("out", SoftmaxOutput.of(3), Architecture.INPUT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainedNetwork.train(b.build(), numbers, Dl4jTraining.of(1), 1))
        .withMessageContaining("RegressionOutput.of(2)");
    TrainedNetwork network = TrainedNetwork.of(deep(3, RegressionOutput.of(2)), Map.of(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.probabilities(numbers))
        .withMessageContaining("numbers(…)");
  }
}
