package org.nas4j.benchmarks.throughput;

import java.util.SplittableRandom;

/** The sizes of the language model (f), and random tokens to train it on. */
final class TextBatch {

  static final int ROWS = 64;
  static final int STEPS = 35;
  static final int VOCABULARY = 65;
  static final int UNITS = 200;
  static final double RATE = 0.1;
  static final double CLIP = 0.25;

  private TextBatch() {}

  /**
   * Trained weights of embedding, LSTM with one bias a gate, and the decoder's bias; the decoder is
   * the embedding.
   */
  static long parameters() {
    return (long) VOCABULARY * UNITS + 4L * UNITS * (2 * UNITS + 1) + VOCABULARY;
  }

  /** One more token than there are steps, for each row. */
  static int[][] tokens() {
    SplittableRandom random = new SplittableRandom(1);
    int[][] tokens = new int[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      tokens[row] = random.ints(STEPS + 1, 0, VOCABULARY).toArray();
    }
    return tokens;
  }
}
