package org.nas4j.data;

import java.util.Arrays;
import org.nas4j.arch.Shape;
import org.nas4j.model.Scaling;

/**
 * Brings each channel of images, or each value of vectors, to mean 0 and standard deviation 1 by
 * the figures of the data it was fitted on: the training data, never those that are tested on.
 * Immutable.
 */
public final class Standardisation {

  /**
   * A channel of which the deviation is no more than this share of its greatest value is constant,
   * and only shifted: so far go the rounding errors of its mean, whatever the unit, while the
   * values themselves, being floats, differ by 6e-8 of it at least or not at all.
   */
  private static final double ROUNDING = 1e-12;

  private final Shape shape;
  private final double[] means;
  private final double[] deviations;

  private Standardisation(Shape shape, double[] means, double[] deviations) {
    this.shape = shape;
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Takes the figures.
   *
   * @param training the training data
   * @return the standardisation that brings them to mean 0 and deviation 1
   */
  public static Standardisation fit(Dataset training) {
    Shape shape = training.shape();
    int channels = shape.channels();
    int area = Math.toIntExact(shape.elements() / channels);
    double[] means = new double[channels];
    double[] deviations = new double[channels];
    double[] greatest = new double[channels];
    double count = (double) training.size() * area;
    for (int i = 0; i < training.size(); i++) {
      float[] row = training.row(i);
      for (int j = 0; j < row.length; j++) {
        means[j / area] += row[j];
      }
    }
    Arrays.setAll(means, channel -> means[channel] / count);
    for (int i = 0; i < training.size(); i++) {
      float[] row = training.row(i);
      for (int j = 0; j < row.length; j++) {
        double difference = row[j] - means[j / area];
        deviations[j / area] += difference * difference;
        greatest[j / area] = Math.max(greatest[j / area], Math.abs(row[j]));
      }
    }
    Arrays.setAll(deviations, channel -> {
      double deviation = Math.sqrt(deviations[channel] / count);
      return deviation <= ROUNDING * greatest[channel] ? 0 : deviation;
    });
    return new Standardisation(shape, means, deviations);
  }

  /**
   * Takes the figures of the numbers that are to be predicted.
   *
   * @param training the training data, with numbers
   * @return what brings the numbers to mean 0 and deviation 1, by {@link #applyToTargets}
   * @throws IllegalStateException if the data have classes
   */
  public static Standardisation ofTargets(Dataset training) {
    float[][] numbers = new float[training.size()][];
    Arrays.setAll(numbers, training::target);
    Shape width = Shape.vector(training.targets());
    return fit(Dataset.ofNumbers(width, numbers, numbers));
  }

  /**
   * Standardises the numbers that are to be predicted.
   *
   * @param data with as many numbers as it was fitted on
   * @return the same examples with new targets
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Dataset applyToTargets(Dataset data) {
    float[][] numbers = new float[data.size()][];
    Arrays.setAll(numbers, data::target);
    Dataset scaled = apply(Dataset.ofNumbers(Shape.vector(data.targets()), numbers, numbers));
    float[][] scaledNumbers = new float[data.size()][];
    Arrays.setAll(scaledNumbers, scaled::values);
    return data.withTargets(scaledNumbers);
  }

  /**
   * Standardises; what is on disk, whenever it is read.
   *
   * @param data of the shape that it was fitted on
   * @return the same examples with new values
   * @throws IllegalArgumentException if the shape differs
   */
  public Dataset apply(Dataset data) {
    if (!data.shape().equals(shape)) {
      throw new IllegalArgumentException("The figures are of examples of shape ["
          + shape
          + "], but the data have the shape ["
          + data.shape()
          + "].");
    }
    if (data.isOnDisk()) {
      return data.scaled(this);
    }
    float[][] values = new float[data.size()][];
    Arrays.setAll(values, i -> scale(data.row(i)));
    return data.withValues(values);
  }

  /** The values of one example at the new scale. */
  float[] scale(float[] row) {
    int area = row.length / means.length;
    float[] values = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      int channel = j / area;
      double step = deviations[channel] == 0 ? 1 : deviations[channel];
      values[j] = (float) ((row[j] - means[channel]) / step);
    }
    return values;
  }

  /**
   * The means, one a channel or value.
   *
   * @return a copy
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * The standard deviations, one a channel or value.
   *
   * @return a copy; 0 for what is constant
   */
  public double[] deviations() {
    return deviations.clone();
  }

  /**
   * The same for a model that serves, which takes examples as they are loaded.
   *
   * @return means and deviations
   */
  public Scaling scaling() {
    return new Scaling(
        Arrays.stream(means).boxed().toList(), Arrays.stream(deviations).boxed().toList());
  }

  @Override
  public String toString() {
    return "Standardisation[" + means.length + " channels of " + shape + "]";
  }
}
