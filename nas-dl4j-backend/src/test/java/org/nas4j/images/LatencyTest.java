package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

class LatencyTest {

  private static Architecture convolutions(int count, int filters) {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 32, 32));
    String last = Architecture.INPUT;
    for (int i = 0; i < count; i++) {
      last = network.add("conv" + i, Convolution.of(filters, Window.square(3)), last);
    }
    last = network.add("pool", new GlobalPooling(PoolingKind.AVERAGE), last);
    network.add("out", SoftmaxOutput.of(10), last);
    return network.build();
  }

  /** The second has some 400 times the work of the first, so that no disturbance hides it. */
  @Test
  void moreWorkTakesLonger() {
    Latency small = Latency.measure(convolutions(1, 4), 1, 1);
    Latency large = Latency.measure(convolutions(4, 64), 1, 1);
    assertThat(large.seconds()).isGreaterThan(2 * small.seconds());
    assertThat(small.rounds()).isGreaterThanOrEqualTo(1);
    assertThat(small.lowerQuartile()).isPositive().isLessThanOrEqualTo(small.seconds());
    assertThat(small.upperQuartile()).isGreaterThanOrEqualTo(small.seconds());
    assertThat(small.spread())
        .isEqualTo((small.upperQuartile() - small.lowerQuartile()) / small.seconds());
  }

  @Test
  void refusesNoExamplesAndNoThreads() {
    Architecture any = convolutions(1, 4);
    assertThatThrownBy(() -> Latency.measure(any, 0, 1)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> Latency.measure(any, 1, 0)).hasMessageContaining("[0]");
  }
}
