package org.nas4j.dl4j.internal.recurrent;

import org.nas4j.arch.recurrent.Nonlinearity;

/**
 * target = previous + sigmoid(t) · (f(a) − previous), where mixed holds a and t side by side: five
 * operations in one pass over the rows, with the same numbers.
 */
record Highway(int target, int previous, int mixed, Nonlinearity activation) implements Operation {

  @Override
  public void forward(Lane lane, int time) {
    float[] s = lane.value(previous, time);
    float[] m = lane.value(mixed, time);
    float[] out = lane.value(target, time);
    int n = lane.hidden();
    for (int row = 0; row < lane.rows(); row++) {
      int a = 2 * row * n;
      ActivationLoops.apply(activation, m, a, a + n);
      ActivationLoops.sigmoid(m, a + n, a + 2 * n);
      Loops.highway(out, row * n, s, m, a, n);
    }
  }

  @Override
  public void backward(Lane lane, int time) {
    float[] s = lane.value(previous, time);
    float[] m = lane.value(mixed, time);
    float[] g = lane.gradient(target);
    float[] ds = lane.gradient(previous);
    float[] dm = lane.gradient(mixed);
    int n = lane.hidden();
    for (int row = 0; row < lane.rows(); row++) {
      int a = 2 * row * n;
      int r = row * n;
      Loops.highwayToNew(dm, a, g, r, m, n);
      ActivationLoops.slope(activation, m, dm, a, a + n);
      Loops.highwayToGate(dm, a, g, r, s, m, n);
      Loops.highwayToOld(ds, g, r, m, a, n);
    }
  }
}
