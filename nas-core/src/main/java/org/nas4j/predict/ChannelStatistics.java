package org.nas4j.predict;

import java.util.Map;
import org.nas4j.arch.WeightArray;

/** Mean and variance of each channel over a minibatch. For one thread. */
final class ChannelStatistics {

  private final double[] sums;
  private final double[] squares;
  private double count;

  /**
   * Measures.
   *
   * @param values {@code [examples][channels][height * width]}; a vector is one row
   * @param channels how many; each value of a vector is one
   */
  ChannelStatistics(float[][][] values, int channels) {
    sums = new double[channels];
    squares = new double[channels];
    for (float[][] example : values) {
      for (int row = 0; row < example.length; row++) {
        add(example[row], row, example.length == channels);
      }
    }
    count = (double) values.length * values[0].length * values[0][0].length / channels;
  }

  private void add(float[] row, int number, boolean isChannel) {
    for (int i = 0; i < row.length; i++) {
      int channel = isChannel ? number : i;
      sums[channel] += row[i];
      squares[channel] += (double) row[i] * row[i];
    }
  }

  /** Fills the arrays {@code mean} and {@code variance} of a normalization. */
  void write(Map<String, WeightArray> weights, String node) {
    float[] means = weights.get(node + "/mean").values();
    float[] variances = weights.get(node + "/variance").values();
    for (int c = 0; c < sums.length; c++) {
      double mean = sums[c] / count;
      means[c] = (float) mean;
      variances[c] = (float) Math.max(0, squares[c] / count - mean * mean);
    }
  }
}
