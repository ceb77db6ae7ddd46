package org.nas4j.dl4j.internal.recurrent;

import java.util.List;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.UpdateRule;

/**
 * Trained values: on the heap, where they are updated, and in native memory, where products read
 * them.
 */
final class RecurrentParameter implements AutoCloseable {

  private final WeightArray array;
  private final int index;
  private final NativeFloats copy;
  private UpdateRule.Vectors vectors;
  private int steps;

  RecurrentParameter(WeightArray array, int index) {
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
    return vectors().gradients().array();
  }

  /** The values themselves and what the optimizer needs, made when it is first asked for. */
  UpdateRule.Vectors vectors() {
    if (vectors == null) {
      vectors = UpdateRule.Vectors.of(values());
    }
    return vectors;
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
