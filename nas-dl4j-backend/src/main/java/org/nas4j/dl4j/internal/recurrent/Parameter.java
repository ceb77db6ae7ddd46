package org.nas4j.dl4j.internal.recurrent;

import java.util.List;
import org.nas4j.arch.WeightArray;

/** Trained values: on the heap, where they are updated, and in native memory, where products read them. */
final class Parameter implements AutoCloseable {

  private final WeightArray array;
  private final int index;
  private final NativeFloats copy;
  private float[] gradient;
  private float[] first;
  private float[] second;
  private int steps;

  Parameter(WeightArray array, int index) {
    this.array = array;
    this.index = index;
    this.copy = new NativeFloats(1, array.values().length);
    publish();
  }

  /** Lets products see what the values are now. */
  void publish() {
    copy.put(0, values(), size());
  }

  int index() {
    return index;
  }

  float[] values() {
    return array.values();
  }

  WeightArray array() {
    return array;
  }

  int size() {
    return array.values().length;
  }

  List<Integer> shape() {
    return array.shape();
  }

  NativeFloats copy() {
    return copy;
  }

  float[] gradient() {
    if (gradient == null) {
      gradient = new float[size()];
    }
    return gradient;
  }

  float[] first() {
    if (first == null) {
      first = new float[size()];
    }
    return first;
  }

  float[] second() {
    if (second == null) {
      second = new float[size()];
    }
    return second;
  }

  int nextStep() {
    return ++steps;
  }

  /** Whether an optimizer moved it. */
  boolean isMoved() {
    return steps > 0;
  }

  @Override
  public void close() {
    copy.close();
  }
}
