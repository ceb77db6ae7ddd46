package org.nas4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What examples have besides values and a class: numbers that are to be predicted, and how much
 * each counts. Not to be changed.
 *
 * @param numbers one row for each example; null if there are classes
 * @param weights one for each example; null if all count alike
 */
record Goals(float[][] numbers, float[] weights) {

  static final Goals NONE = new Goals(null, null);

  static Goals ofNumbers(float[][] numbers) {
    int width = numbers.length == 0 ? 0 : numbers[0].length;
    if (width == 0) {
      throw new IllegalArgumentException("Each example needs a number at least as its target.");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].length != width) {
        throw new IllegalArgumentException("Example [" + i + "] has [" + numbers[i].length
            + "] targets, but the first has [" + width + "].");
      }
      for (float number : numbers[i]) {
        if (!Float.isFinite(number)) {
          throw new IllegalArgumentException("Example [" + i + "] has the target [" + number
              + "].\nMaybe leave out examples whose target is missing.");
        }
      }
    }
    return new Goals(numbers, null);
  }

  Goals withWeights(float[] each, int size) {
    if (each.length != size) {
      throw new IllegalArgumentException(
          "There are [" + size + "] examples, but [" + each.length + "] weights.");
    }
    for (int i = 0; i < size; i++) {
      if (!(each[i] >= 0 && each[i] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("The weight of example [" + i
            + "] must be at least 0 and finite, but is [" + each[i] + "].");
      }
    }
    return new Goals(numbers, each.clone());
  }

  Goals subset(int[] indices) {
    if (this == NONE) {
      return NONE;
    }
    float[][] some = numbers == null
        ? null
        : Arrays.stream(indices).mapToObj(i -> numbers[i]).toArray(float[][]::new);
    float[] theirs = weights == null ? null : new float[indices.length];
    if (weights != null) {
      IntStream.range(0, indices.length).forEach(i -> theirs[i] = weights[indices[i]]);
    }
    return new Goals(some, theirs);
  }

  /** How many numbers an example has. */
  int width() {
    return numbers == null ? 0 : numbers[0].length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Goals that
        && Arrays.deepEquals(numbers, that.numbers)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(numbers) + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "Goals[" + width() + " numbers" + (weights == null ? "]" : ", weighted]");
  }
}
