package org.nas4j.dl4j.internal.onednn;

import org.nas4j.dl4j.internal.FloatType;

/**
 * Where Winograd's way is faster than the direct one: from how many channels on, on both sides of a
 * convolution of 3×3, as measured (docs/benchmarks/throughput.md). It computes in 32 bits. Networks
 * computed so were as near to plain Java's predictions as those computed directly, about 1e-6.
 */
enum Winograd {
  FORWARD(32),
  INPUT_GRADIENT(32),
  WEIGHTS_GRADIENT(64);

  /** From here on it is faster than the direct way in bfloat16, casts included. */
  private static final int CHANNELS_IN_PLACE_OF_BFLOAT16 = 256;

  private static final int KERNEL = 3;

  /**
   * Scratch memory in bytes, some times what goes in and comes out; a plan has it once. With more,
   * networks that could be trained before would not be.
   */
  private static final long MOST_SCRATCH = 1L << 30;

  private final int channels;

  Winograd(int channels) {
    this.channels = channels;
  }

  /**
   * Whether to compute so.
   *
   * @param type of the plan
   * @param weights sizes of the kernels: {@code [out, in, height, width]}; with a fifth axis there
   *     are groups
   */
  boolean isFaster(FloatType type, long[] weights, Slide slide) {
    return weights.length == 4
        && weights[2] == KERNEL
        && weights[3] == KERNEL
        && slide.stride()[0] * slide.stride()[1] == 1
        && slide.gap()[0] + slide.gap()[1] == 0
        && Math.min(weights[0], weights[1])
            >= (type == FloatType.BFLOAT16 ? CHANNELS_IN_PLACE_OF_BFLOAT16 : channels);
  }

  /** Whether a primitive works in more memory than its speed is worth. */
  static boolean needsTooMuch(Primitive primitive) {
    return primitive.scratch() != null && primitive.scratch().bytes() > MOST_SCRATCH;
  }
}
