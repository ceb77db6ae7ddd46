package org.nas4j.dl4j.internal;

import java.util.Arrays;

/**
 * What a minibatch is to be compared with: a class or numbers for each example, and how much each
 * example counts. The arrays are not copied: they must not change while the minibatch is trained
 * on.
 */
public final class Targets {

  private final int[] labels;
  private final float[][] numbers;
  private final float[] weights;

  private Targets(int[] labels, float[][] numbers, float[] weights) {
    this.labels = labels;
    this.numbers = numbers;
    this.weights = weights;
  }

  /**
   * Classes.
   *
   * @param labels the class of each example
   * @return targets that count alike
   */
  public static Targets ofLabels(int[] labels) {
    return new Targets(labels, null, null);
  }

  /**
   * Numbers.
   *
   * @param numbers one row for each example, one number for each unit of the output
   * @return targets that count alike
   */
  public static Targets ofNumbers(float[][] numbers) {
    return new Targets(null, numbers, null);
  }

  /**
   * The same targets of examples that count differently: losses and gradients are multiplied.
   *
   * @param each one factor for each example, 1 for the usual
   * @return new targets
   */
  public Targets weighted(float[] each) {
    return new Targets(labels, numbers, each);
  }

  /**
   * Some of the examples, copied.
   *
   * @param from the first
   * @param to the one behind the last
   * @return their targets
   */
  public Targets range(int from, int to) {
    return new Targets(
        labels == null ? null : Arrays.copyOfRange(labels, from, to),
        numbers == null ? null : Arrays.copyOfRange(numbers, from, to),
        weights == null ? null : Arrays.copyOfRange(weights, from, to));
  }

  /**
   * The number of examples.
   *
   * @return at least 1
   */
  public int size() {
    return labels == null ? numbers.length : labels.length;
  }

  /**
   * Whether examples count differently.
   *
   * @return false if all count 1
   */
  public boolean isWeighted() {
    return weights != null;
  }

  /**
   * How much an example counts.
   *
   * @param example its number
   * @return 1 for the usual
   */
  public float weight(int example) {
    return weights == null ? 1 : weights[example];
  }

  /**
   * What a unit of an output should say of an example.
   *
   * @param example its number
   * @param unit number of the class, or of the number that is predicted
   * @param width how many units there are
   * @param smoothing share of a label's probability that is spread over all classes
   * @return a probability or a number
   */
  public double of(int example, int unit, int width, double smoothing) {
    if (labels == null) {
      return numbers[example][unit];
    }
    double others = smoothing / width;
    return labels[example] == unit ? 1 - smoothing + others : others;
  }

  /**
   * Writes what an output should say of an example, in 32 bits.
   *
   * @param example its number
   * @param smoothing share of a label's probability that is spread over all classes
   * @param row takes it; as long as the output is wide
   */
  public void write(int example, double smoothing, float[] row) {
    if (labels == null) {
      System.arraycopy(numbers[example], 0, row, 0, row.length);
      return;
    }
    float others = (float) (smoothing / row.length);
    Arrays.fill(row, others);
    row[labels[example]] = (float) (1 - smoothing) + others;
  }
}
