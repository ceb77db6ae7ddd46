package org.nas4j.internal.math;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A block of trained numbers with their gradient and the moments that {@link Adam} keeps. For one
 * thread.
 */
public final class Parameter {

  private double[] value;
  private double[] gradient;
  private double[] mean;
  private double[] square;
  private long steps;
  private long version;

  /**
   * Zeros.
   *
   * @param size how many numbers
   */
  public Parameter(int size) {
    value = new double[size];
    gradient = new double[size];
    mean = new double[size];
    square = new double[size];
  }

  /**
   * Numbers drawn uniformly.
   *
   * @param size how many
   * @param range they lie in [-range, range)
   * @param random draws them
   * @return a new block
   */
  public static Parameter uniform(int size, double range, RandomGenerator random) {
    Parameter parameter = new Parameter(0);
    parameter.grow(size, range, random);
    return parameter;
  }

  /**
   * Appends numbers drawn uniformly. Arrays handed out before are no longer this block's.
   *
   * @param size how many numbers there shall be
   * @param range the new ones lie in [-range, range)
   * @param random draws them
   */
  public void grow(int size, double range, RandomGenerator random) {
    int old = value.length;
    value = Arrays.copyOf(value, size);
    gradient = Arrays.copyOf(gradient, size);
    mean = Arrays.copyOf(mean, size);
    square = Arrays.copyOf(square, size);
    version++;
    for (int i = old; i < size; i++) {
      value[i] = (2 * random.nextDouble() - 1) * range;
    }
  }

  /**
   * The numbers, to be read.
   *
   * @return the array itself
   */
  public double[] value() {
    return value;
  }

  /**
   * The numbers, to be changed at once: who keeps something that was computed from them sees by the
   * version that it is out of date. To be asked again before any later change.
   *
   * @return the array itself
   */
  public double[] change() {
    version++;
    return value;
  }

  /**
   * How often the numbers were changed, by growth, {@link Adam} or {@link #change}.
   *
   * @return never less than before
   */
  public long version() {
    return version;
  }

  /**
   * The gradient gathered since the last update.
   *
   * @return the array itself
   */
  public double[] gradient() {
    return gradient;
  }

  double[] mean() {
    return mean;
  }

  double[] square() {
    return square;
  }

  long nextStep() {
    return ++steps;
  }
}
