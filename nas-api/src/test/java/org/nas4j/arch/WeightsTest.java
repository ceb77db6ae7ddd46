package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final Architecture NETWORK = network();

  private static Architecture network() {
    Architecture.Builder builder = Architecture.builder(Shape.image(3, 8, 8));
    builder.add("conv", Convolution.of(6, Window.of(3, 5)).withBias(), Architecture.INPUT);
    builder.add("grouped", new Convolution(4, Window.square(3), 2, false), "conv");
    builder.add("depthwise", new DepthwiseConvolution(Window.square(3), true), "grouped");
    builder.add("separable", new SeparableConvolution(5, Window.square(5), true), "depthwise");
    builder.add("bn", BatchNormalization.DEFAULT, "separable");
    builder.add("half", new FactorizedReduction(7), "bn");
    builder.add("flat", new Flatten(), "half");
    builder.add("dense", new Dense(9, true), "flat");
    builder.add("numbers", RegressionOutput.of(2), "dense");
    return builder.build(builder.add("out", SoftmaxOutput.of(10), "dense"));
  }

  @Test
  void trainedWeightsAreTheParameters() {
    for (Node node : NETWORK.nodes()) {
      List<Shape> inputs = NETWORK.inputShapes(node);
      long trained = node.layer().weights(inputs).stream()
          .filter(WeightSpec::trained)
          .mapToLong(WeightSpec::elements)
          .sum();
      assertThat(trained).as(node.name()).isEqualTo(node.layer().parameters(inputs));
    }
  }

  @Test
  void namesAndShapesAreThoseOfTheCanonicalLayout() {
    assertThat(NETWORK.weights()).hasSize(20);
    assertThat(NETWORK.weights().get("conv/kernel").shape()).containsExactly(6, 3, 3, 5);
    assertThat(NETWORK.weights().get("grouped/kernel").shape()).containsExactly(4, 3, 3, 3);
    assertThat(NETWORK.weights().get("depthwise/kernel").shape()).containsExactly(4, 1, 3, 3);
    assertThat(NETWORK.weights().get("separable/pointwise").shape()).containsExactly(5, 4, 1, 1);
    assertThat(NETWORK.weights().get("half/even").shape()).containsExactly(3, 5, 1, 1);
    assertThat(NETWORK.weights().get("half/odd").shape()).containsExactly(4, 5, 1, 1);
    assertThat(NETWORK.weights().get("dense/kernel").shape()).containsExactly(9, 7 * 4 * 4);
    assertThat(NETWORK.weights().get("bn/variance").trained()).isFalse();
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> WeightArray.of(List.of(2, 3), new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[6]")
        .hasMessageContaining("[5]");
  }

  @Test
  void copiesShareNothing() {
    WeightArray array = WeightArray.zeros(List.of(2));
    WeightArray copy = array.copy();
    array.values()[1] = 3;
    assertThat(copy.values()).containsExactly(0, 0);
  }
}
