package org.nas4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.testkit.ReferenceNetwork;

class ActivationPatternsTest {

  private static final long SEED = 7;

  /** All ways to bring inputs together, squeeze-and-excitation, and a node that leads nowhere. */
  private static Architecture tangle(String prefix) {
    Architecture.Builder network = Architecture.builder(Shape.image(2, 6, 6));
    String one =
        network.add(prefix + "one", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    String norm = network.add(prefix + "norm", BatchNormalization.DEFAULT, one);
    String relu = network.add(prefix + "relu", Activation.RELU, norm);
    network.add(prefix + "unused", Activation.RELU, one);
    String two = network.add(prefix + "two", Convolution.of(4, Window.square(1)), relu);
    String sum = network.add(prefix + "sum", new Add(), two, relu, norm);
    String mean = network.add(prefix + "mean", new Average(), sum, two);
    String join = network.add(prefix + "join", new Concat(), mean, relu);
    String squeezed = network.add(prefix + "squeezed", GlobalPooling.AVERAGE, join);
    String gate = network.add(prefix + "gate", Activation.SIGMOID, squeezed);
    String scaled = network.add(prefix + "scaled", new ChannelScale(), join, gate);
    String elu = network.add(prefix + "elu", Activation.ELU, scaled);
    String pooled = network.add(prefix + "pooled", Pooling.max(Window.square(2).stride(2)), elu);
    String flat = network.add(prefix + "flat", new Flatten(), pooled);
    String dense = network.add(prefix + "dense", Dense.of(6), flat);
    String again = network.add(prefix + "again", BatchNormalization.DEFAULT, dense);
    String both = network.add(prefix + "both", new Concat(), again, dense);
    String last = network.add(prefix + "last", Activation.TANH, both);
    network.add(prefix + "classes", SoftmaxOutput.of(3), last);
    return network.build();
  }

  private static float[][] examples(int count, int size) {
    SplittableRandom random = new SplittableRandom(2);
    float[][] examples = new float[count][size];
    for (float[] example : examples) {
      for (int i = 0; i < size; i++) {
        example[i] = (float) random.nextGaussian();
      }
    }
    return examples;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /** What each node says of each example, with normalizations by what was measured. */
  private static List<Map<String, double[]>> reference(Architecture network, float[][] examples) {
    Map<String, WeightArray> weights = new HashMap<>();
    List<Node> needed =
        network.nodes().stream().filter(node -> !node.name().endsWith("unused")).toList();
    network
        .nodes()
        .forEach(node -> node.layer()
            .weights(network.inputShapes(node))
            .forEach(spec -> weights.put(
                spec.of(node.name()), MinibatchPass.fresh(spec, SEED, needed.indexOf(node)))));
    for (Node node : network.nodes()) {
      if (node.layer() instanceof BatchNormalization) {
        measure(node, weights, values(network, weights, examples));
      }
    }
    return values(network, weights, examples);
  }

  private static List<Map<String, double[]>> values(
      Architecture network, Map<String, WeightArray> weights, float[][] examples) {
    ReferenceNetwork reference = new ReferenceNetwork(network, weights);
    return Arrays.stream(examples).map(each -> reference.values(wide(each))).toList();
  }

  private static void measure(
      Node node, Map<String, WeightArray> weights, List<Map<String, double[]>> values) {
    float[] means = weights.get(node.name() + "/mean").values();
    float[] variances = weights.get(node.name() + "/variance").values();
    for (int c = 0; c < means.length; c++) {
      List<Double> channel = new ArrayList<>();
      for (Map<String, double[]> example : values) {
        double[] all = example.get(node.inputs().get(0));
        int area = all.length / means.length;
        for (int i = c * area; i < (c + 1) * area; i++) {
          channel.add(all[i]);
        }
      }
      double mean = channel.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      means[c] = (float) mean;
      variances[c] = (float) channel.stream()
          .mapToDouble(each -> (each - mean) * (each - mean))
          .average()
          .orElseThrow();
    }
  }

  private static double byDefinition(Architecture network, float[][] examples) {
    List<Map<String, double[]>> values = reference(network, examples);
    double[][] agreeing = new double[examples.length][examples.length];
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Activation && !node.name().endsWith("unused")) {
        for (int i = 0; i < agreeing.length; i++) {
          for (int j = 0; j < agreeing.length; j++) {
            double[] one = values.get(i).get(node.inputs().get(0));
            double[] other = values.get(j).get(node.inputs().get(0));
            for (int bit = 0; bit < one.length; bit++) {
              agreeing[i][j] += one[bit] > 0 == other[bit] > 0 ? 1 : 0;
            }
          }
        }
      }
    }
    double[] eigenvalues =
        new EigenDecomposition(MatrixUtils.createRealMatrix(agreeing)).getRealEigenvalues();
    return Arrays.stream(eigenvalues).map(Math::log).sum();
  }

  @Test
  void itIsTheDeterminantOfHowCodesOfTheReferenceAgree() {
    float[][] examples = examples(9, 72);
    SignCodes codes = new SignCodes(9);
    MinibatchPass.run(tangle(""), examples, SEED, codes::add);
    assertThat(codes.logDeterminant()).isCloseTo(byDefinition(tangle(""), examples), within(1e-9));
  }

  @Test
  void valuesBeforeActivationsAreThoseOfTheReference() {
    float[][] examples = examples(5, 72);
    Architecture network = tangle("");
    List<Map<String, double[]>> expected = reference(network, examples);
    Map<Integer, float[][][]> seen = new LinkedHashMap<>();
    MinibatchPass.run(network, examples, SEED, values -> seen.put(seen.size(), values));
    List<String> before = List.of("norm", "squeezed", "scaled", "both");
    assertThat(seen).hasSameSizeAs(before);
    seen.forEach((place, values) -> {
      for (int e = 0; e < examples.length; e++) {
        double[] right = expected.get(e).get(before.get(place));
        int at = 0;
        for (float[] row : values[e]) {
          for (float value : row) {
            assertThat(value).as(before.get(place)).isCloseTo((float) right[at++], within(1e-4f));
          }
        }
        assertThat(at).isEqualTo(right.length);
      }
    });
  }

  /** Two codes of D bits that differ in d of them: D² − (D − d)². */
  @Test
  void twoCodesGiveWhatCanBeComputedByHand() {
    SignCodes codes = new SignCodes(2);
    codes.add(new float[][][] {{{1, -1, 2}}, {{1, 1, -2}}});
    codes.add(new float[][][] {{{0}, {-3}}, {{0.5f}, {-1}}});
    assertThat(codes.logDeterminant()).isCloseTo(Math.log(25 - 4), within(1e-12));
  }

  @Test
  void namesDoNotCountAndCallsRepeat() {
    ActivationPatterns patterns = ActivationPatterns.of(examples(6, 72), new SplittableRandom(1));
    double score = patterns.score(tangle(""));
    assertThat(score).isFinite().isEqualTo(patterns.score(tangle("")));
    assertThat(patterns.score(tangle("other-"))).isEqualTo(score);
  }

  @Test
  void nothingTellsExamplesApartWithoutActivationsOrDifferences() {
    Architecture.Builder linear = Architecture.builder(Shape.vector(4));
    linear.add("classes", SoftmaxOutput.of(2), Architecture.INPUT);
    assertThat(ActivationPatterns.of(examples(3, 4), new SplittableRandom(1)).score(linear.build()))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    float[][] twice = examples(6, 72);
    twice[5] = twice[2];
    assertThat(ActivationPatterns.of(twice, new SplittableRandom(1)).score(tangle("")))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void refusesWhatItCannotCompare() {
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(() -> ActivationPatterns.of(examples(1, 72), random))
        .hasMessageContaining("[1]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> ActivationPatterns.of(new float[][] {{1}, {1, 2}}, random))
        .hasMessageContaining("[2]");
    assertThatThrownBy(() -> ActivationPatterns.of(examples(2, 71), random).score(tangle("")))
        .hasMessageContaining("[71]")
        .hasMessageContaining("Maybe");
  }
}
