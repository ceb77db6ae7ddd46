package org.nas4j.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.FloatType;

class BlockingTest {

  @BeforeEach
  void requireWideRegisters() {
    assumeTrue(OneDnnNetwork.isAvailable() && Dnnl.block() == 16, "registers of 16 values");
  }

  private static Architecture network(int filters) {
    Architecture.Builder network = Architecture.builder(Shape.image(16, 12, 12));
    String x = Architecture.INPUT;
    for (int i = 0; i < 5; i++) {
      x = network.add("conv" + i, Convolution.of(filters, Window.square(3)), x);
    }
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    return network.build(network.add("out", SoftmaxOutput.of(3), x));
  }

  /** Half empty blocks of sixteen cost more than they gain, those of a third do not. */
  @ParameterizedTest
  @CsvSource({"4, 8", "8, 8", "12, 16", "16, 16", "20, 16", "24, 16", "36, 16", "40, 16"})
  void areNarrowOnlyWhereWideOnesAreHalfEmpty(int filters, int channels) {
    assertThat(Blocking.of(network(filters), FloatType.FLOAT32)).isEqualTo(channels);
    assertThat(Blocking.of(network(filters), FloatType.BFLOAT16)).isEqualTo(16);
  }
}
