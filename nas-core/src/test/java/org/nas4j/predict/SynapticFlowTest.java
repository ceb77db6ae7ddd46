package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.Window;
import org.nas4j.testkit.ReferenceNetwork;

class SynapticFlowTest {

  private static final int OUTPUTS = 2;

  /** Paths of different depths that are added, averaged and joined; without borders. */
  private static Architecture tangle() {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 1, 1));
    String one = network.add("one", Convolution.of(8, Window.square(1)), Architecture.INPUT);
    String relu = network.add("relu", Activation.RELU, one);
    String two = network.add("two", Convolution.of(8, Window.square(1)), relu);
    String sum = network.add("sum", new Add(), two, relu);
    String three = network.add("three", new DepthwiseConvolution(Window.square(1), false), sum);
    String mean = network.add("mean", new Average(), three, one);
    String join = network.add("join", new Concat(), mean, Architecture.INPUT);
    String pooled = network.add("pooled", GlobalPooling.AVERAGE, join);
    network.add("out", new RegressionOutput(OUTPUTS, RegressionLoss.SQUARED), pooled);
    return network.build();
  }

  /** R for weights of a draw, all by a factor. */
  private static double sumOfOutputs(
      Architecture architecture, Map<String, double[]> drawn, double factor) {
    Map<String, WeightArray> weights = new HashMap<>();
    architecture.weights().forEach((name, spec) -> {
      float[] values = new float[(int) spec.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (drawn.get(name)[i] * factor);
      }
      weights.put(name, WeightArray.of(spec.shape(), values));
    });
    double[] ones = new double[(int) architecture.input().elements()];
    Arrays.fill(ones, 1);
    return Arrays.stream(new ReferenceNetwork(architecture, weights).output(ones))
        .sum();
  }

  private static double[] draw(String name, WeightSpec spec, RandomGenerator random) {
    double[] values = new double[(int) spec.elements()];
    if (!name.endsWith("bias")) {
      double deviation = Math.sqrt(2.0 * spec.shape().get(0) / values.length);
      Arrays.setAll(values, i -> Math.abs(random.nextGaussian() * deviation));
    }
    return values;
  }

  /**
   * Σ |θ·∂R/∂θ| is the slope of R as all weights grow by a factor, here by finite differences in a
   * network that is computed by hand, in the mean of many draws.
   */
  @Test
  void itIsTheMeanOfWhatDrawnWeightsGive() {
    Architecture architecture = tangle();
    SplittableRandom random = new SplittableRandom(1);
    double step = 1e-2;
    double sum = 0;
    int draws = 3_000;
    for (int i = 0; i < draws; i++) {
      Map<String, double[]> drawn = new HashMap<>();
      architecture.weights().forEach((name, spec) -> drawn.put(name, draw(name, spec, random)));
      sum += (sumOfOutputs(architecture, drawn, 1 + step)
              - sumOfOutputs(architecture, drawn, 1 - step))
          / (2 * step);
    }
    assertThat(Math.exp(SynapticFlow.of(architecture))).isCloseTo(sum / draws, withinPercentage(2));
  }

  /** A layer of one weight per input: R is √(4·3/π), crossed once, and so is the score. */
  @Test
  void aSingleLayerHasItsOwnGain() {
    Architecture.Builder network = Architecture.builder(Shape.vector(3));
    network.add("out", new RegressionOutput(1, RegressionLoss.SQUARED), Architecture.INPUT);
    assertThat(SynapticFlow.of(network.build()))
        .isCloseTo(Math.log(Math.sqrt(12 / Math.PI)), within(1e-12));
  }

  @Test
  void widerAndDeeperNetworksHaveMore() {
    assertThat(chain(2, 16)).isGreaterThan(chain(2, 8));
    assertThat(chain(3, 8)).isGreaterThan(chain(2, 8));
  }

  @Test
  void aThousandLayersStayWithinTheNumbers() {
    assertThat(chain(1_000, 64)).isFinite().isGreaterThan(1_000);
  }

  private static double chain(int depth, int filters) {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 8, 8));
    String last = network.add("half", new FactorizedReduction(filters), Architecture.INPUT);
    for (int i = 0; i < depth; i++) {
      last = network.add("conv" + i, Convolution.of(filters, Window.square(3)), last);
      last = network.add("norm" + i, BatchNormalization.DEFAULT, last);
      last = network.add("relu" + i, Activation.RELU, last);
    }
    String pooled = network.add("pooled", GlobalPooling.AVERAGE, last);
    network.add("out", new RegressionOutput(1, RegressionLoss.SQUARED), pooled);
    return SynapticFlow.of(network.build());
  }
}
