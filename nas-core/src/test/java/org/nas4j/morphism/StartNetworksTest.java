package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

class StartNetworksTest {

  private static final Window HALVE = Window.square(2).stride(2);

  private static List<String> shapes(Architecture network) {
    return network.nodes().stream()
        .map(each -> each.name() + " " + network.shape(each.name()).channels())
        .toList();
  }

  @Test
  void theDemonstrationHasFourConvolutionsAndThreePoolings() {
    Architecture network = StartNetworks.eas(Shape.image(1, 8, 8), 3);
    assertThat(shapes(network))
        .containsExactly(
            "conv1 4",
            "conv1.bn 4",
            "conv1.relu 4",
            "pool1 4",
            "conv2 4",
            "conv2.bn 4",
            "conv2.relu 4",
            "pool2 4",
            "conv3 4",
            "conv3.bn 4",
            "conv3.relu 4",
            "pool3 4",
            "conv4 4",
            "conv4.bn 4",
            "conv4.relu 4",
            "mean 4",
            "fc 8",
            "fc.bn 8",
            "fc.relu 8",
            "out 3");
    assertThat(network.node("conv2").layer()).isEqualTo(Convolution.of(4, Window.square(3)));
    assertThat(network.node("conv2").inputs()).containsExactly("pool1");
    assertThat(network.node("pool3").layer()).isEqualTo(Pooling.max(HALVE));
    assertThat(network.shape("conv4")).isEqualTo(Shape.image(4, 1, 1));
    assertThat(network.node("mean").layer()).isEqualTo(GlobalPooling.AVERAGE);
    assertThat(network.node("fc").layer()).isEqualTo(new Dense(8, false));
    assertThat(network.node("out").inputs()).containsExactly("fc.relu");
  }

  /** 2 · 3 channels, then 3 more with each mini-block, half of them behind the transition. */
  @Test
  void aDenselyConnectedNetworkGrowsByItsRateAndIsHalvedBetweenBlocks() {
    Architecture network = StartNetworks.denseNet(Shape.image(2, 8, 8), 5, 3, 2, 1);
    assertThat(shapes(network))
        .containsExactly(
            "first 6",
            "b1m1.in.bn 6",
            "b1m1.in.relu 6",
            "b1m1.bottleneck 12",
            "b1m1.bottleneck.bn 12",
            "b1m1.bottleneck.relu 12",
            "b1m1.growth 3",
            "b1m1 9",
            "b1m2.in.bn 9",
            "b1m2.in.relu 9",
            "b1m2.bottleneck 12",
            "b1m2.bottleneck.bn 12",
            "b1m2.bottleneck.relu 12",
            "b1m2.growth 3",
            "b1m2 12",
            "t1.bn 12",
            "t1.relu 12",
            "t1 6",
            "t1.pool 6",
            "b2m1.in.bn 6",
            "b2m1.in.relu 6",
            "b2m1.bottleneck 12",
            "b2m1.bottleneck.bn 12",
            "b2m1.bottleneck.relu 12",
            "b2m1.growth 3",
            "b2m1 9",
            "last.bn 9",
            "last.relu 9",
            "mean 9",
            "out 5");
    assertThat(network.node("first").layer()).isEqualTo(Convolution.of(6, Window.square(3)));
    assertThat(network.node("b1m2.bottleneck").layer())
        .isEqualTo(Convolution.of(12, Window.square(1)));
    assertThat(network.node("b1m2.growth").layer()).isEqualTo(Convolution.of(3, Window.square(3)));
    assertThat(network.node("b1m2").layer()).isEqualTo(new Concat());
    assertThat(network.node("b1m2").inputs()).containsExactly("b1m1", "b1m2.growth");
    assertThat(network.node("t1").layer()).isEqualTo(Convolution.of(6, Window.square(1)));
    assertThat(network.node("t1.pool").layer()).isEqualTo(Pooling.average(HALVE));
    assertThat(network.node("b2m1").inputs()).containsExactly("t1.pool", "b2m1.growth");
    assertThat(network.shape("b2m1")).isEqualTo(Shape.image(9, 4, 4));
    assertThat(network.node("last.bn").inputs()).containsExactly("b2m1");
    assertThat(network.node("out").inputs()).containsExactly("mean");
  }

  @Test
  void refusesNoGrowthAndNoBlocks() {
    Shape.Image image = Shape.image(2, 8, 8);
    assertThatThrownBy(() -> StartNetworks.denseNet(image, 5, 0, 1))
        .hasMessage("The growth rate must be at least [1], but is [0].");
    assertThatThrownBy(() -> StartNetworks.denseNet(image, 5, 4))
        .hasMessage("The number of blocks must be at least [1], but is [0].");
  }
}
