package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/** All by hand, on maps of 3 channels, 8 by 6. */
class ResourcesTest {

  private static final Shape MAPS = Shape.image(3, 8, 6);
  private static final int PIXELS = 48;

  private static Architecture of(Shape input, Layer layer) {
    Architecture.Builder builder = Architecture.builder(input);
    return builder.build(builder.add("layer", layer, Architecture.INPUT));
  }

  @Test
  void convolutionMovesKernelsAndMaps() {
    Architecture one = of(MAPS, Convolution.of(5, Window.square(3)));
    assertThat(one.cost().parameters()).isEqualTo(135);
    assertThat(Resources.flops(one)).isEqualTo(2.0 * PIXELS * 5 * 3 * 9);
    assertThat(Resources.trafficBytes(one)).isEqualTo(4 * (135 + PIXELS * (3 + 5)));
    assertThat(Resources.computeIntensity(one)).isCloseTo(12_960 / 2_076.0, within(1e-12));
  }

  @Test
  void depthwiseConvolutionMovesOneKernelForEachChannel() {
    Architecture one = of(MAPS, new DepthwiseConvolution(Window.square(3), true));
    assertThat(one.cost().parameters()).isEqualTo(3 * 9 + 3);
    assertThat(Resources.flops(one)).isEqualTo(2.0 * PIXELS * 3 * 9);
    assertThat(Resources.trafficBytes(one)).isEqualTo(4 * (30 + PIXELS * 6));
  }

  @Test
  void denseLayerMovesItsMatrix() {
    Architecture one = of(Shape.vector(7), new Dense(9, true));
    assertThat(one.cost().parameters()).isEqualTo(7 * 9 + 9);
    assertThat(Resources.flops(one)).isEqualTo(2.0 * 63);
    assertThat(Resources.trafficBytes(one)).isEqualTo(4 * (72 + 7 + 9));
  }

  @Test
  void normalizationMovesMeasuredNumbersToo() {
    Architecture one = of(MAPS, BatchNormalization.DEFAULT);
    assertThat(one.cost().parameters()).isEqualTo(6);
    assertThat(Resources.trafficBytes(one)).isEqualTo(4 * (12 + PIXELS * 6));
  }

  /** 63 weights, 9 biases, 7 inputs and 9 outputs. */
  @Test
  void weightsTakeWhatTheirBitsSay() {
    Architecture one = of(Shape.vector(7), new Dense(9, true));
    assertThat(Resources.weightBytes(one, 32)).isEqualTo(288);
    assertThat(Resources.weightBytes(one, 16)).isEqualTo(144);
    assertThat(Resources.weightBytes(one, 8)).isEqualTo(72);
    assertThat(Resources.peakInferenceBytes(one)).isEqualTo(288 + 4 * (7 + 9));
    assertThatThrownBy(() -> Resources.weightBytes(one, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but not [4]");
  }

  /** 3 and 5 maps are alive together, and later 5 and 2. */
  @Test
  void peakOfChainIsTheLargestPair() {
    Architecture.Builder builder = Architecture.builder(MAPS);
    builder.add("wide", Convolution.of(5, Window.square(3)), Architecture.INPUT);
    Architecture chain =
        builder.build(builder.add("narrow", Convolution.of(2, Window.square(1)), "wide"));
    assertThat(Resources.peakInferenceBytes(chain))
        .isEqualTo(4 * (135 + 10) + 4 * PIXELS * (3 + 5));
  }

  @Test
  void layersAddUp() {
    Architecture.Builder builder = Architecture.builder(MAPS);
    builder.add("first", new DepthwiseConvolution(Window.square(3), true), Architecture.INPUT);
    Architecture two = builder.build(
        builder.add("second", new DepthwiseConvolution(Window.square(3), true), "first"));
    assertThat(Resources.flops(two)).isEqualTo(4.0 * PIXELS * 27);
    assertThat(Resources.trafficBytes(two)).isEqualTo(8 * (30 + PIXELS * 6));
  }

  @Test
  void energyIsSoMuchForEachMultiplicationAndByte() {
    Architecture one = of(Shape.vector(7), new Dense(9, true));
    assertThat(new EnergyProxy(2, 3).joules(one)).isEqualTo(2 * 63 + 3 * 4 * 88);
    assertThat(EnergyProxy.horowitz().joules(one))
        .isCloseTo(4.6e-12 * 63 + 160e-12 * 352, within(1e-20));
    assertThatThrownBy(() -> new EnergyProxy(-1, 3)).hasMessageContaining("[-1.0]");
  }
}
