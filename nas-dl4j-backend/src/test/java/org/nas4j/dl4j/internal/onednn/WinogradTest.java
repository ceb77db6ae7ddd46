package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
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

/**
 * Which convolutions are computed in Winograd's way; that they are right, EnginesAgreeTest says.
 */
class WinogradTest {

  private static final int EXAMPLES = 4;

  @BeforeEach
  void requireWideRegisters() {
    assumeTrue(OneDnnNetwork.isAvailable() && Dnnl.block() == 16, "oneDNN has it for AVX-512");
  }

  /** What computes the second convolution of two: forward, for its kernels, and for its input. */
  private static List<String> implementations(int channels, Window window, FloatType type) {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 12, 12));
    String x = network.add("stem", Convolution.of(channels, window), Architecture.INPUT);
    x = network.add("conv", Convolution.of(channels, window), x);
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    Architecture architecture = network.build(network.add("out", SoftmaxOutput.of(3), x));
    return PlannedSteps.of(architecture, Purpose.TRAINING, type, EXAMPLES).stream()
        .filter(step -> step.node().equals("conv"))
        .map(PlannedSteps.Step::implementation)
        .filter(name -> name.matches("jit(_bf16|_wino_4x3)?:avx512.*"))
        .map(name -> name.replaceAll("(_4x3)?:.*", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "16, jit, jit, jit",
    "32, jit_wino, jit, jit_wino",
    "64, jit_wino, jit_wino, jit_wino",
    "256, jit_wino, jit_wino, jit_wino"
  })
  void takesPartFromSoManyChannelsOn(int channels, String forward, String kernels, String input) {
    assertThat(implementations(channels, Window.square(3), FloatType.FLOAT32))
        .containsExactly(forward, kernels, input);
  }

  @Test
  void isForKernelsOfThreeInStepsOfOne() {
    assertThat(implementations(64, Window.square(5), FloatType.FLOAT32)).containsOnly("jit");
    assertThat(implementations(64, Window.square(3).stride(2), FloatType.FLOAT32))
        .containsOnly("jit");
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
    assertThat(implementations(64, Window.square(3), FloatType.BFLOAT16)).containsOnly("jit_bf16");
    assertThat(implementations(256, Window.square(3), FloatType.BFLOAT16))
        .containsExactly("jit_wino", "jit_wino", "jit_wino");
  }
}
