package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * From where to where a picture shows a figure.
 *
 * @param from the least, with some room
 * @param to the most, with some room, above the least
 * @param logarithmic whether equal steps are equal factors
 */
record Axis(double from, double to, boolean logarithmic) {

  private static final double ROOM = 0.06;
  private static final double WIDE = 5;
  private static final int TICKS = 6;

  /** With room for all values, which are finite and not none. */
  static Axis of(double[] values, boolean mayBeLogarithmic) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    if (mayBeLogarithmic && least > 0 && most > WIDE * least) {
      double room = Math.pow(most / least, ROOM);
      return new Axis(least / room, most * room, true);
    }
    double room = most > least ? ROOM * (most - least) : Math.max(Math.abs(most), 1) * ROOM;
    return new Axis(least - room, most + room, false);
  }

  /** Where a value stands, from 0 to 1. */
  double share(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** Round values within. */
  List<Double> ticks() {
    return logarithmic ? factors() : steps();
  }

  private List<Double> steps() {
    double rough = (to - from) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = rough / power < 2 ? 2 * power : rough / power < 5 ? 5 * power : 10 * power;
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private List<Double> factors() {
    List<Double> ticks = new ArrayList<>();
    for (double power = Math.pow(10, Math.floor(Math.log10(from))); power <= to; power *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        if (digit * power >= from && digit * power <= to) {
          ticks.add(digit * power);
        }
      }
    }
    return ticks;
  }

  /** Four digits at most. */
  static String text(double value) {
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e") || !text.contains(".")
        ? text.replaceAll("\\.?0+e", "e")
        : text.replaceAll("\\.?0+$", "");
  }
}
