package org.nas4j.language;

import java.util.List;
import java.util.OptionalInt;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.images.MemoryNeed;

/**
 * About how much memory outside the Java heap a language model takes while it is trained: of each
 * array of weights a copy, and a gradient for each thread; of activations the scores of all tokens,
 * inputs and outputs with their gradients, and what each product of the cell gives.
 */
final class LanguageMemory {

  /** States that are kept for a step besides what the cell computes. */
  private static final int STATES = 4;

  private LanguageMemory() {}

  /** Of any cell: embedding and decoder alone. */
  static MemoryNeed ofAny(LanguageTraining training, int vocabulary) {
    double embedding = (double) vocabulary * training.hidden() + vocabulary;
    return need(training, embedding, vocabulary + (double) STATES * training.hidden());
  }

  static MemoryNeed of(CellGraph cell, LanguageTraining training, int vocabulary) {
    double weights = (double) vocabulary * training.hidden() + vocabulary;
    double width = vocabulary + (double) STATES * training.hidden();
    for (List<Integer> shape :
        cell.weights(training.hidden(), training.hidden()).values()) {
      weights += shape.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
      OptionalInt widest = shape.stream().mapToInt(size -> size).max();
      width += shape.size() > 1 ? widest.orElse(0) : 0;
    }
    return need(training, weights, width);
  }

  private static MemoryNeed need(LanguageTraining training, double weights, double width) {
    double rows = (double) training.batch() * training.steps();
    return new MemoryNeed((long) (Float.BYTES * weights * (1 + training.threads())), (long)
        (Float.BYTES * rows * width));
  }

  /** Refuses what does not fit; {@code before} is what was found to be there. */
  static long requireRoom(MemoryNeed need, LanguageTraining training, int vocabulary, long before) {
    if (need.bytes() > before) {
      need.requireRoom(
          "The model of [" + training.hidden() + "] units and [" + vocabulary + "] tokens",
          "[" + training.batch() + "×" + training.steps() + "] tokens",
          "Maybe make streams, steps or units fewer, or the vocabulary smaller.");
    }
    return Math.max(before, need.bytes());
  }
}
