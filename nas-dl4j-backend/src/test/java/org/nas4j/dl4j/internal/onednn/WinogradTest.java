package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Which convolutions are computed in Winograd's way; that they are right, EnginesAgreeTest says.
 */
class WinogradTest {

  private static final int EXAMPLES = 4;

  @BeforeEach
  void requireWideRegisters() {
    assumeTrue(OneDnnNetwork.isAvailable() && Dnnl.block() == 16, "oneDNN has it for AVX-512");
  }

  /** What computes the second convolution of two, in training. */
  private static String implementations(int channels, Window window, FloatType type) {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 12, 12));
    String x = network.add("stem", Convolution.of(channels, window), Architecture.INPUT);
    x = network.add("conv", Convolution.of(channels, window), x);
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    Architecture architecture = network.build(network.add("out", SoftmaxOutput.of(3), x));
    Optimizer optimizer = new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0);
    NetworkSettings settings = new NetworkSettings(1, optimizer, 0, 0, 1, type);
    try (OneDnnNetwork opened = OneDnnNetwork.open(architecture, settings)) {
      SplittableRandom random = new SplittableRandom(1);
      var room = opened.examples(EXAMPLES);
      while (room.hasRemaining()) {
        room.put((float) random.nextDouble());
      }
      return opened.profile(new int[EXAMPLES], 1).get("conv").implementation();
    }
  }

  @ParameterizedTest
  @CsvSource({"16, false, true", "32, true, true", "64, true, false", "256, true, false"})
  void takesPartFromSoManyChannelsOn(int channels, boolean some, boolean alsoDirect) {
    String all = implementations(channels, Window.square(3), FloatType.FLOAT32);
    assertThat(all.contains("wino")).as(all).isEqualTo(some);
    assertThat(all.contains("jit:avx512")).as(all).isEqualTo(alsoDirect);
  }

  @Test
  void isForKernelsOfThreeInStepsOfOne() {
    assertThat(implementations(64, Window.square(5), FloatType.FLOAT32)).doesNotContain("wino");
    assertThat(implementations(64, Window.square(3).stride(2), FloatType.FLOAT32))
        .doesNotContain("wino");
  }

  /** Of the larger one nothing is allocated: what is recorded is looked at. */
  @ParameterizedTest
  @CsvSource({"32, true", "128, false"})
  void isLeftOutWhereItsMemoryWouldBeTooMuch(int side, boolean used) {
    Shape.Image maps = Shape.image(384, side, side);
    Convolution layer = Convolution.of(384, Window.square(3));
    PrimitiveCache kit = new PrimitiveCache(16);
    BlockedParameter kernel = new BlockedParameter(layer.weights(List.of(maps)).get(0));
    try (kit) {
      Recorder recorder = new Recorder(kit, Purpose.INFERENCE, FloatType.FLOAT32);
      MemoryLayout layout =
          kit.layouts().images(FloatType.FLOAT32, MemoryLayouts.Order.BLOCKED, 64, 384, side, side);
      NodeValue input = new NodeValue(recorder.tensor(layout), false);
      Slide slide = Slide.of(layer.window(), maps, maps);
      ConvolutionLayers.record(recorder, input, slide, 1, kernel, null, false);
      assertThat(recorder.steps())
          .extracting(PlanStep::implementation)
          .anyMatch(name -> name.contains(used ? "wino" : "jit:avx512"));
      assertThat(recorder.scratchBytes()).isLessThanOrEqualTo(1L << 30);
    } finally {
      kernel.close();
    }
  }

  @Test
  void takesThePlaceOfBfloat16WhereItIsFasterStill() {
    assumeTrue(OneDnnNetwork.isAvailable(FloatType.BFLOAT16), "bfloat16");
    assertThat(implementations(64, Window.square(3), FloatType.BFLOAT16))
        .contains("bf16")
        .doesNotContain("wino");
    assertThat(implementations(256, Window.square(3), FloatType.BFLOAT16)).contains("wino");
  }
}
