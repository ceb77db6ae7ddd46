package org.nas4j.model;

import java.util.List;

/**
 * Means and deviations by which numbers were brought to a common scale before training: one for
 * each channel of an image, each value of a vector, or each number that is predicted.
 *
 * @param means what was subtracted
 * @param deviations by what was divided after that; 0 for what is constant and only shifted
 */
public record Scaling(List<Double> means, List<Double> deviations) {

  /** Checks and copies. */
  public Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException("There must be as many means as deviations, at least one,"
          + " but there are [" + means.size() + "] and [" + deviations.size() + "].");
    }
    means.forEach(mean -> requireNumber(mean, "mean"));
    deviations.forEach(deviation -> requireNumber(deviation, "deviation"));
    if (deviations.stream().anyMatch(deviation -> deviation < 0)) {
      throw new IllegalArgumentException(
          "A deviation is at least 0, but these are " + deviations + ".");
    }
  }

  private static void requireNumber(double value, String name) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Each " + name + " must be a finite number, but one is [" + value + "].");
    }
  }

  /** The steps of one unit: 1 for what is constant. */
  private double step(int i) {
    return deviations.get(i) == 0 ? 1 : deviations.get(i);
  }

  double[] steps() {
    double[] steps = new double[means.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(i);
    }
    return steps;
  }

  double[] offsets() {
    return means.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
