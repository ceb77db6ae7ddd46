package org.nas4j.predict;

import java.util.Arrays;

/**
 * Values to where a sigmoid can follow them, and back.
 *
 * @param least becomes the lower end
 * @param range from the least to the most, which becomes the width
 * @param low the lower end
 * @param width of what is inside
 */
record ValueScale(double least, double range, double low, double width) {

  static final ValueScale NONE = new ValueScale(0, 1, 0, 1);

  static ValueScale of(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return new ValueScale(least, most > least ? most - least : 1, 0.1, 0.8);
  }

  double inside(double value) {
    return low + width * (value - least) / range;
  }

  double outside(double value) {
    return least + range * (value - low) / width;
  }
}
