package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;

/** The graph holds as many weights as the architecture says, and trains, whatever the layers. */
class ParameterCountTest {

  static final NetworkSettings SETTINGS =
      new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0), 1e-4, 0.1, 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void equalsTheCostOfRandomArchitectures(int seed) {
    Architecture architecture = RandomArchitecture.of(seed);
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      assertThat(network.parameters()).isEqualTo(architecture.cost().parameters());
      assertThat(trained(network.graph())).isEqualTo(architecture.cost().parameters());
      network.examples(3).put(new float[3 * (int) architecture.input().elements()]);
      assertThat(network.train(new int[] {0, 1, 2}, 0.001)).isFinite();
    }
  }

  /** Deeplearning4j counts running means and variances as parameters too. */
  private static long trained(ComputationGraph graph) {
    return graph.paramTable().entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith("_mean") && !entry.getKey().endsWith("_var"))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }

  @Test
  void convolutionsRunOnOneDnn() {
    Architecture architecture = RandomArchitecture.chain(Shape.image(3, 12, 12));
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      network.examples(2);
      network.train(new int[] {0, 1}, 0.01);
      if (NativeBackend.isCpu()) {
        ConvolutionLayer layer = (ConvolutionLayer) network.graph().getLayer("conv");
        assertThat(layer.getHelper())
            .as("helper of a convolution; without one it runs some 15 times slower")
            .isNotNull();
        assertThat(layer.getHelper().getClass().getSimpleName()).isEqualTo("MKLDNNConvHelper");
        assertThat(network.graph().getLayer("pool").getHelper()).isNotNull();
      }
    }
  }
}
