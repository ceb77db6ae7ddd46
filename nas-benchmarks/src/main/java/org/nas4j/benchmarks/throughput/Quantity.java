package org.nas4j.benchmarks.throughput;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;

/** What a machine can do so much of in a second. */
enum Quantity {
  /** Multiply-adds of numbers of 32 bits. */
  FLOAT32,
  /** Multiply-adds of numbers of 16 bits, summed in 32. */
  BFLOAT16,
  /** Bytes from and to memory that is far too large for a cache. */
  BYTES;

  /** Sides of matrices: what is best depends on the caches. */
  private static final int[] SIDES = {256, 512, 1024};

  private static final long MEGABYTE = 1L << 20;

  /** What oneDNN can be asked on this machine. */
  boolean isThere() {
    return this == BYTES || OneDnnNetwork.isAvailable(type());
  }

  private FloatType type() {
    return this == BFLOAT16 ? FloatType.BFLOAT16 : FloatType.FLOAT32;
  }

  /** The multiply-adds of a type. */
  static Quantity of(FloatType type) {
    return type == FloatType.BFLOAT16 ? BFLOAT16 : FLOAT32;
  }

  /** Ways to measure it, of which the fastest counts. */
  List<Gauge> gauges(int megabytes) {
    if (this == BYTES) {
      long values = megabytes * MEGABYTE / Float.BYTES;
      return List.of(Gauge.copy(values), Gauge.triad(values));
    }
    return Arrays.stream(SIDES).mapToObj(side -> Gauge.product(type(), side)).toList();
  }

  /** The name between processes. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
