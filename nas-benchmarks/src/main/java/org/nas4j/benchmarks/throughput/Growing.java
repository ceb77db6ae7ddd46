package org.nas4j.benchmarks.throughput;

import java.util.function.IntFunction;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;

/** What of network (a) grows, while all else stays as it is. */
enum Growing {
  BATCH("batch", new int[] {8, 16, 32, 64, 128, 256, 512}, size -> network(28, 6, 32)),
  WIDTH("filters", new int[] {16, 32, 64, 128, 256}, size -> network(28, 6, size)),
  DEPTH("convolutions", new int[] {6, 12, 24, 48, 96}, size -> network(28, size, 32)),
  SIDE("pixels a side", new int[] {16, 32, 64, 128, 256}, size -> network(size, 6, 32));

  /** Unless it is what grows. */
  private static final int BATCH_SIZE = 32;

  private final String unit;
  private final int[] sizes;
  private final IntFunction<Architecture> network;

  Growing(String unit, int[] sizes, IntFunction<Architecture> network) {
    this.unit = unit;
    this.sizes = sizes;
    this.network = network;
  }

  private static Architecture network(int side, int depth, int filters) {
    return Networks.plainConvolutions(Shape.image(1, side, side), depth, filters);
  }

  String unit() {
    return unit;
  }

  /** From small to large. */
  int[] sizes() {
    return sizes.clone();
  }

  Architecture network(int size) {
    return network.apply(size);
  }

  int batch(int size) {
    return this == BATCH ? size : BATCH_SIZE;
  }
}
