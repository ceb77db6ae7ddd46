package org.nas4j.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.OptimizerState;

/**
 * What a training needs besides its weights to go on as if it had not paused. It is kept among the
 * weights, as arrays of names that no layer has.
 *
 * @param memory what the optimizer remembers
 * @param orderSeed of the order of examples, and of augmentation
 * @param minibatches taken so far
 */
record PausedTraining(OptimizerState memory, long orderSeed, int minibatches) {

  private static final String MARK = "paused:";
  private static final String COUNTS = MARK + "counts";
  private static final String FIRST = MARK + "first:";
  private static final String SECOND = MARK + "second:";

  /** A float holds so many bits of a number exactly, and some more. */
  private static final int BITS = 16;

  private static final int PIECES = Long.SIZE / BITS;

  /** Weights and all this. */
  Map<String, WeightArray> with(Map<String, WeightArray> weights) {
    Map<String, WeightArray> all = new LinkedHashMap<>(weights);
    float[] counts = new float[3 * PIECES];
    long[] numbers = {memory.steps(), orderSeed, minibatches};
    for (int i = 0; i < counts.length; i++) {
      counts[i] = numbers[i / PIECES] >>> i % PIECES * BITS & (1 << BITS) - 1;
    }
    all.put(COUNTS, WeightArray.of(List.of(counts.length), counts));
    // In the order of the weights, so that equal trainings leave equal files.
    weights.keySet().forEach(name -> {
      put(all, FIRST + name, memory.first().get(name));
      put(all, SECOND + name, memory.second().get(name));
    });
    return all;
  }

  /** What an optimizer does not use is zeros, and is so again without being kept. */
  private static void put(Map<String, WeightArray> all, String name, WeightArray array) {
    if (array != null && !isZero(array)) {
      all.put(name, array);
    }
  }

  private static boolean isZero(WeightArray array) {
    for (float value : array.values()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Of what was kept, the weights. */
  static Map<String, WeightArray> weights(Map<String, WeightArray> kept) {
    Map<String, WeightArray> weights = new LinkedHashMap<>(kept);
    weights.keySet().removeIf(name -> name.startsWith(MARK));
    return weights;
  }

  /** Of what was kept, all but the weights; empty if only these were. */
  static Optional<PausedTraining> of(Map<String, WeightArray> kept) {
    WeightArray counts = kept.get(COUNTS);
    if (counts == null) {
      return Optional.empty();
    }
    long[] numbers = new long[3];
    for (int i = 0; i < 3 * PIECES; i++) {
      numbers[i / PIECES] |= (long) counts.values()[i] << i % PIECES * BITS;
    }
    OptimizerState memory =
        new OptimizerState((int) numbers[0], part(kept, FIRST), part(kept, SECOND));
    return Optional.of(new PausedTraining(memory, numbers[1], (int) numbers[2]));
  }

  private static Map<String, WeightArray> part(Map<String, WeightArray> kept, String prefix) {
    Map<String, WeightArray> part = new LinkedHashMap<>();
    kept.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), array);
      }
    });
    return part;
  }
}
