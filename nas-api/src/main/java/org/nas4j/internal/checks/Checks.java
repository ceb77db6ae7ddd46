package org.nas4j.internal.checks;

import java.time.Duration;

/**
 * The one place that judges sizes, rates and times which users set. Each check takes the value
 * first and then its name in words, as it stands after "The" in a sentence, and returns the value.
 * NaN passes none of them. Stateless.
 */
public final class Checks {

  private Checks() {}

  /**
   * A number of things.
   *
   * @param value the number
   * @param least the least that is allowed
   * @param name in words, such as "number of epochs"
   * @return the value
   * @throws IllegalArgumentException if it is less
   */
  public static int atLeast(int value, int least, String name) {
    if (value < least) {
      throw wrong(name, "at least [" + least + "]", value);
    }
    return value;
  }

  /**
   * A number of things, of which there must be one.
   *
   * @param value the number
   * @param name in words, such as "number of epochs"
   * @return the value
   * @throws IllegalArgumentException if it is less than 1
   */
  public static int positive(int value, String name) {
    return atLeast(value, 1, name);
  }

  /**
   * A finite number above zero, such as a learning rate.
   *
   * @param value the number
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is not above zero, or not finite
   */
  public static double positive(double value, String name) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw wrong(name, "above 0 and finite", value);
    }
    return value;
  }

  /**
   * A limit that may be left out by infinity, such as the norm at which gradients are clipped.
   *
   * @param value the number
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is not above zero
   */
  public static double positiveOrInfinite(double value, String name) {
    if (!(value > 0)) {
      throw wrong(name, "above 0", value);
    }
    return value;
  }

  /**
   * A finite number that is not below zero, such as the weight of a penalty.
   *
   * @param value the number
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public static double notNegative(double value, String name) {
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw wrong(name, "at least 0 and finite", value);
    }
    return value;
  }

  /**
   * Any finite number.
   *
   * @param value the number
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public static double finite(double value, String name) {
    if (!Double.isFinite(value)) {
      throw wrong(name, "finite", value);
    }
    return value;
  }

  /**
   * A number between two others, both included, such as a probability.
   *
   * @param value the number
   * @param least the least that is allowed
   * @param most the most that is allowed
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is outside
   */
  public static double within(double value, double least, double most, String name) {
    if (!(value >= least && value <= most)) {
      throw wrong(name, "from [" + least + "] to [" + most + "]", value);
    }
    return value;
  }

  /**
   * A share that must not be the whole, such as the decay of a moving average or a rate of dropout.
   *
   * @param value the number
   * @param name in words
   * @return the value
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  public static double fraction(double value, String name) {
    if (!(value >= 0 && value < 1)) {
      String advice = value > 1 && value <= 100 ? "\nMaybe it was given in percent." : "";
      throw wrong(name, "at least 0 and below 1", value, advice);
    }
    return value;
  }

  /**
   * A time.
   *
   * @param time the time
   * @param name in words
   * @return the time
   * @throws IllegalArgumentException if it is not above zero
   */
  public static Duration positive(Duration time, String name) {
    if (time.isZero() || time.isNegative()) {
      throw wrong(name, "above zero", time);
    }
    return time;
  }

  private static IllegalArgumentException wrong(String name, String what, Object value) {
    return wrong(name, what, value, "");
  }

  private static IllegalArgumentException wrong(
      String name, String what, Object value, String advice) {
    return new IllegalArgumentException(
        "The " + name + " must be " + what + ", but is [" + value + "]." + advice);
  }
}
