package org.nas4j.internal.inference;

import java.util.Map;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.WeightArray;

/**
 * What a batch normalization does to a channel at inference: a factor and a shift, by the running
 * statistics.
 *
 * @param factors one a channel
 * @param shifts one a channel
 */
record Folded(float[] factors, float[] shifts) {

  static Folded of(BatchNormalization layer, String node, Map<String, WeightArray> weights) {
    float[] gamma = weights.get(node + "/gamma").values();
    float[] beta = weights.get(node + "/beta").values();
    float[] mean = weights.get(node + "/mean").values();
    float[] variance = weights.get(node + "/variance").values();
    float[] factors = new float[gamma.length];
    float[] shifts = new float[gamma.length];
    for (int c = 0; c < gamma.length; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + layer.epsilon());
      factors[c] = (float) factor;
      shifts[c] = (float) (beta[c] - mean[c] * factor);
    }
    return new Folded(factors, shifts);
  }

  /** Multiplies each row, which makes one channel, by the channel's factor. */
  void scale(float[][] rows) {
    for (int c = 0; c < rows.length; c++) {
      for (int j = 0; j < rows[c].length; j++) {
        rows[c][j] *= factors[c];
      }
    }
  }

  /** Carries biases through. */
  void move(float[] bias) {
    for (int c = 0; c < bias.length; c++) {
      bias[c] = bias[c] * factors[c] + shifts[c];
    }
  }

  /** Applies it to maps, or to a vector, each value of which is a channel. */
  void apply(float[][] in, float[][] out) {
    if (in.length == 1 && factors.length > 1) {
      for (int j = 0; j < factors.length; j++) {
        out[0][j] = in[0][j] * factors[j] + shifts[j];
      }
      return;
    }
    for (int c = 0; c < in.length; c++) {
      float factor = factors[c];
      float shift = shifts[c];
      for (int j = 0; j < in[c].length; j++) {
        out[c][j] = in[c][j] * factor + shift;
      }
    }
  }
}
