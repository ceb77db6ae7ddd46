package org.nas4j.dl4j.internal.graph;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.*;
import org.nas4j.dl4j.internal.*;

/** Images per second. */
@Tag("benchmark")
class SpeedTest {
  static Architecture six(boolean bn) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 28, 28));
    String x = Architecture.INPUT;
    for (int i = 1; i <= 6; i++) {
      x = b.add("c" + i, Convolution.of(32, Window.square(3)).withBias(), x);
      if (bn) x = b.add("b" + i, BatchNormalization.DEFAULT, x);
      x = b.add("r" + i, Activation.RELU, x);
      if (i % 2 == 0 && i < 6) {
        x = b.add("p" + i, Pooling.max(Window.square(2).stride(2)), x);
      }
    }
    x = b.add("g", GlobalPooling.AVERAGE, x);
    b.add("out", SoftmaxOutput.of(10), x);
    return b.build();
  }

  @Test
  void trains() {
    for (int threads : new int[] {1, 2}) {
      for (boolean bn : new boolean[] {false, true}) {
        NetworkSettings s = new NetworkSettings(
            1, new Optimizer(Optimizer.Method.NESTEROV, 0.9, 0, 0), 0, 0, threads);
        try (GraphNetwork n = GraphNetwork.open(six(bn), s)) {
          var buffer = n.examples(64);
          var r = new java.util.SplittableRandom(1);
          while (buffer.hasRemaining()) buffer.put((float) r.nextDouble());
          int[] labels = new int[64];
          Arrays.setAll(labels, i -> i % 10);
          long best = Long.MAX_VALUE;
          for (int i = 0; i < 25; i++) {
            long t = System.nanoTime();
            n.train(labels, 0.01);
            best = Math.min(best, System.nanoTime() - t);
          }
          System.out.printf(
              "threads %d bn %s: %.0f images/s, bytes %d%n",
              threads, bn, 64e9 / best, n.nativeBytes());
        }
      }
    }
  }
}
