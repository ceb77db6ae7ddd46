package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A lane's gradients of weights, by the parameter's number: the first of a batch is written, later
 * ones are added.
 */
final class WeightGradients implements AutoCloseable {

  private final List<NativeFloats> arrays = new ArrayList<>();
  private boolean[] touched = new boolean[0];

  void forget() {
    Arrays.fill(touched, false);
  }

  boolean isTouched(int index) {
    return index < touched.length && touched[index];
  }

  NativeFloats get(RecurrentParameter parameter) {
    int index = parameter.index();
    while (arrays.size() <= index) {
      arrays.add(null);
    }
    if (touched.length <= index) {
      touched = Arrays.copyOf(touched, Math.max(index + 1, 2 * touched.length));
    }
    if (arrays.get(index) == null) {
      arrays.set(index, new NativeFloats(1, parameter.size()));
    }
    return arrays.get(index);
  }

  /** 0 for the first product of a batch, which writes; 1 for later ones, which add. */
  float beta(RecurrentParameter parameter) {
    boolean later = touched[parameter.index()];
    touched[parameter.index()] = true;
    return later ? 1 : 0;
  }

  /** gradient += leftᵀ · right over some rows. */
  void accumulate(RecurrentParameter weight, int rows, NativeFloats left, NativeFloats right) {
    NativeFloats target = get(weight);
    Gemm.multiply(
        true,
        false,
        weight.shape().get(0),
        weight.shape().get(1),
        rows,
        left.at(0),
        right.at(0),
        beta(weight),
        target.at(0));
  }

  /** gradient += values. */
  void accumulate(RecurrentParameter bias, float[] values) {
    NativeFloats target = get(bias);
    if (beta(bias) == 1) {
      float[] sum = new float[bias.size()];
      target.get(0, sum, bias.size());
      Loops.add(sum, values, bias.size());
      target.put(0, sum, bias.size());
    } else {
      target.put(0, values, bias.size());
    }
  }

  @Override
  public void close() {
    for (NativeFloats array : arrays) {
      if (array != null) {
        array.close();
      }
    }
  }
}
