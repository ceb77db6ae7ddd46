package org.nas4j.internal.inference;

import org.nas4j.arch.Activation;

/**
 * A function of each value.
 *
 * @param function which one
 * @param from slot that is read
 * @param to slot that is written; may be the same
 */
record ActivationStep(Activation.Function function, int from, int to) implements Step {

  private static final float LEAK = 0.01f;

  @Override
  public void run(float[][][] values) {
    for (int c = 0; c < values[to].length; c++) {
      float[] in = values[from][c];
      float[] out = values[to][c];
      switch (function) {
        case RELU -> rectify(in, out);
        case LEAKY_RELU -> leak(in, out);
        case RELU6 -> rectifyUpTo6(in, out);
        case HARD_SWISH -> hardSwish(in, out);
        default -> {
          for (int j = 0; j < out.length; j++) {
            out[j] = curve(in[j]);
          }
        }
      }
    }
  }

  private static void rectify(float[] in, float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.max(0, in[j]);
    }
  }

  private static void leak(float[] in, float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.max(LEAK * in[j], in[j]);
    }
  }

  private static void rectifyUpTo6(float[] in, float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.min(Math.max(0, in[j]), 6);
    }
  }

  private static void hardSwish(float[] in, float[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = in[j] * Math.min(Math.max(0, in[j] + 3), 6) / 6;
    }
  }

  private float curve(float x) {
    return switch (function) {
      case ELU -> x > 0 ? x : (float) Math.expm1(x);
      case TANH -> tanh(x);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
      case RELU, LEAKY_RELU, RELU6, HARD_SWISH ->
        throw new IllegalStateException("[" + function + "] has a loop.");
    };
  }

  /** Several times as fast as {@link Math#tanh}, and as good in a float. */
  private static float tanh(float x) {
    double power = Math.exp(-2.0 * Math.abs(x));
    return (float) Math.copySign((1 - power) / (1 + power), x);
  }
}
