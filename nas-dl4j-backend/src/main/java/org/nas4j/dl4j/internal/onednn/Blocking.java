package org.nas4j.dl4j.internal.onednn;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.FloatType;

/**
 * How many channels lie together in memory. Sixteen fill a register of AVX-512; eight waste less
 * where the numbers of channels are not multiples of sixteen, and most of what small networks do
 * waits for memory. In bfloat16 there is fast code for sixteen only.
 */
final class Blocking {

  private static final int WIDE = 16;
  private static final int NARROW = 8;
  /** Traffic that the wide blocks may cost more. */
  private static final double TOLERATED = 1.05;

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
