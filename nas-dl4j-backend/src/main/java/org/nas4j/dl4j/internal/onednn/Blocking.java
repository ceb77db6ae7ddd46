package org.nas4j.dl4j.internal.onednn;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.FloatType;

/**
 * How many channels lie together in memory. Sixteen fill a register of AVX-512, for which oneDNN's
 * code is faster even where a third of what it moves are zeros; eight waste less where most
 * channels would be such. In bfloat16 there is fast code for sixteen only.
 */
final class Blocking {

  private static final int WIDE = 16;
  private static final int NARROW = 8;
  /**
   * Traffic that the wide blocks may cost more: measured at 1.33 wide ones are faster by a tenth to
   * a half, at 2 slower (docs/benchmarks/throughput.md).
   */
  private static final double TOLERATED = 1.5;

  private Blocking() {}

  static int of(Architecture architecture, FloatType type) {
    if (Dnnl.block() < WIDE || type == FloatType.BFLOAT16) {
      return Dnnl.block();
    }
    long wide = 0;
    long narrow = 0;
    for (Node node : architecture.nodes()) {
      if (architecture.shape(node.name()) instanceof Shape.Image image) {
        long area = (long) image.height() * image.width();
        wide += area * filled(image.channels(), WIDE);
        narrow += area * filled(image.channels(), NARROW);
      }
    }
    return wide > TOLERATED * narrow ? NARROW : WIDE;
  }

  private static long filled(int channels, int block) {
    return (channels + block - 1L) / block * block;
  }
}
