package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.InitialWeights;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.SharedSettings;

class GraphSharedNetworkTest {

  private static final int BATCH = 12;

  private static Architecture network() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 7, 7));
    String x = b.add("conv", SeparableConvolution.of(6, Window.square(3)), Architecture.INPUT);
    x = b.add("norm", BatchNormalization.DEFAULT, x);
    x = b.add("relu", Activation.RELU, x);
    x = b.add("half", new FactorizedReduction(8), x);
    x = b.add("mean", GlobalPooling.AVERAGE, x);
    return b.build(b.add("out", SoftmaxOutput.of(4), x));
  }

  /** Alone with its weights, a network is trained as it is by the graph's own updater. */
  @ParameterizedTest
  @EnumSource(Optimizer.Method.class)
  void trainsAsAPlainNetworkDoes(Optimizer.Method method) {
    Architecture architecture = network();
    NetworkSettings settings =
        new NetworkSettings(3, new Optimizer(method, 0.9, 0.99, 1e-4), 1e-2, 0.1, 1);
    Map<String, WeightArray> first = InitialWeights.draw(architecture, 8);
    try (GraphNetwork plain = GraphNetwork.open(architecture, settings);
        GraphSharedNetwork shared = GraphSharedNetwork.open(
            new SharedSettings(child -> first, settings, false), architecture.input())) {
      plain.setWeights(first);
      SplittableRandom random = new SplittableRandom(1);
      for (int step = 0; step < 4; step++) {
        float[] values = new float[BATCH * 2 * 49];
        int[] labels = new int[BATCH];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < BATCH; i++) {
          labels[i] = random.nextInt(4);
        }
        FloatBuffer own = plain.examples(BATCH);
        own.put(values);
        shared.examples(BATCH).put(values);
        double loss = plain.train(labels, 0.01);
        assertThat(shared.train(architecture, labels, 0.01)).isCloseTo(loss, within(1e-5));
      }
      Map<String, WeightArray> expected = plain.weights();
      assertThat(shared.weights()).doesNotContainKey("norm/mean");
      shared
          .weights()
          .forEach((name, array) -> assertThat(array.values())
              .as(name)
              .containsExactly(
                  expected.get(name).values(), org.assertj.core.data.Offset.offset(1e-4f)));
    }
  }
}
