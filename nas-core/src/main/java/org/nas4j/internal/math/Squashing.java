package org.nas4j.internal.math;

import java.util.Arrays;

/**
 * The functions of {@link Activations} for many numbers at once, with the same bits and several
 * times as fast. {@link StrictMath#exp} is fdlibm's by definition: this is fdlibm's formula, for
 * the arguments that its general branch covers, in loops that the compiler turns into vector
 * instructions; the few others are handed to {@link StrictMath#exp}. For one thread.
 */
public final class Squashing {

  private static final double PER_LN2 = 0x1.71547652b82fep0;
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private static final double P1 = 0x1.555555555553ep-3;
  private static final double P2 = -0x1.6c16c16bebd93p-9;
  private static final double P3 = 0x1.1566aaf25de2cp-14;
  private static final double P4 = -0x1.bbd41c5d26bf1p-20;
  private static final double P5 = 0x1.6376972bea4dp-25;

  /** Added to a small number, it leaves the nearest integer in the last bits. */
  private static final double SHIFT = 0x1.8p52;

  /** Within these bounds no result is subnormal or infinite, and none is 1 for rounding alone. */
  private static final double LEAST = 0x1p-28;

  private static final double GREATEST = 700;

  /** Nearer to a half than this, fdlibm may round to the other integer. */
  private static final double CLEAR = 0.49999;

  private static final int EXPONENT_BIAS = 1023;
  private static final int FRACTION_BITS = 52;

  private double[] argument = new double[0];
  private double[] shifted = new double[0];
  private double[] power = new double[0];

  /** Room grows with the arrays. */
  public Squashing() {}

  /**
   * The logistic function, in place.
   *
   * @param values change
   * @param from the first of them
   * @param to the first that stays as it is
   */
  public void sigmoid(double[] values, int from, int to) {
    ensureRoom(to);
    double[] x = argument;
    double[] e = power;
    for (int i = from; i < to; i++) {
      x[i] = -values[i];
    }
    exp(x, from, to);
    for (int i = from; i < to; i++) {
      values[i] = 1 / (1 + e[i]);
    }
  }

  /**
   * The hyperbolic tangent, in place.
   *
   * @param values change
   * @param from the first of them
   * @param to the first that stays as it is
   */
  public void tanh(double[] values, int from, int to) {
    ensureRoom(to);
    double[] x = argument;
    double[] e = power;
    for (int i = from; i < to; i++) {
      x[i] = 2 * values[i];
    }
    exp(x, from, to);
    for (int i = from; i < to; i++) {
      values[i] = 1 - 2 / (1 + e[i]);
    }
  }

  private void ensureRoom(int size) {
    if (power.length < size) {
      argument = Arrays.copyOf(argument, size);
      shifted = Arrays.copyOf(shifted, size);
      power = Arrays.copyOf(power, size);
    }
  }

  private void exp(double[] x, int from, int to) {
    shift(x, shifted, from, to);
    reduce(x, shifted, power, from, to);
    scale(x, shifted, power, from, to);
  }

  /** The nearest k to x/ln 2, as 1.5·2⁵² + k. */
  private static void shift(double[] x, double[] shifted, int from, int to) {
    for (int i = from; i < to; i++) {
      shifted[i] = x[i] * PER_LN2 + SHIFT;
    }
  }

  /** The exponential of x − k·ln 2, by a rational approximation. */
  private static void reduce(double[] x, double[] shifted, double[] power, int from, int to) {
    for (int i = from; i < to; i++) {
      double k = shifted[i] - SHIFT;
      double high = x[i] - k * LN2_HIGH;
      double low = k * LN2_LOW;
      double r = high - low;
      double t = r * r;
      double c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
      power[i] = 1 - ((low - (r * c) / (2 - c)) - high);
    }
  }

  /** Times 2ᵏ, whose bits are those of k, moved. */
  private static void scale(double[] x, double[] shifted, double[] power, int from, int to) {
    for (int i = from; i < to; i++) {
      double size = Math.abs(x[i]);
      double rest = Math.abs(x[i] * PER_LN2 - (shifted[i] - SHIFT));
      if (size > LEAST && size < GREATEST && rest < CLEAR) {
        long k = Double.doubleToRawLongBits(shifted[i]) + EXPONENT_BIAS;
        power[i] *= Double.longBitsToDouble(k << FRACTION_BITS);
      } else {
        power[i] = StrictMath.exp(x[i]);
      }
    }
  }
}
