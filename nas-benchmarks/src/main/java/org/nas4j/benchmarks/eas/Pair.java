package org.nas4j.benchmarks.eas;

import java.util.List;

/**
 * One network, trained twice for as many epochs.
 *
 * @param parameters its size
 * @param morphed validation accuracy when it starts from its parent's weights
 * @param scratch when it starts at random
 */
record Pair(long parameters, double morphed, double scratch) {

  /** How many of them are better when they start from their parent's weights. */
  static long wins(List<Pair> pairs) {
    return pairs.stream().filter(pair -> pair.morphed() > pair.scratch()).count();
  }
}
