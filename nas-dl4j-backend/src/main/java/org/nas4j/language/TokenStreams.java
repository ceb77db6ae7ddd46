package org.nas4j.language;

import org.nas4j.dl4j.internal.recurrent.TokenBatch;

/**
 * A text cut into parallel streams and these into batches: every token but the first is predicted
 * once.
 */
final class TokenStreams {

  private final int[] tokens;
  private final int rows;
  private final int steps;
  private final int length;

  TokenStreams(int[] tokens, int rows, int steps) {
    if (tokens.length < 2) {
      throw new IllegalArgumentException(
          "A text needs 2 tokens at least, but has [" + tokens.length + "].");
    }
    this.tokens = tokens;
    this.rows = rows;
    this.steps = steps;
    this.length = (tokens.length - 2) / rows + 1;
  }

  int batches() {
    return (length - 1) / steps + 1;
  }

  /** Tokens that are predicted in all batches. */
  int targets() {
    return tokens.length - 1;
  }

  void fill(TokenBatch batch, int number) {
    for (int t = 0; t < steps; t++) {
      for (int r = 0; r < rows; r++) {
        int place = number * steps + t;
        int at = r * length + place;
        boolean counts = place < length && at < tokens.length - 1;
        batch.set(t, r, counts ? tokens[at] : 0, counts ? tokens[at + 1] : -1);
      }
    }
  }
}
