package org.nas4j.dl4j.internal.recurrent;

import java.nio.FloatBuffer;
import java.util.List;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.SharedState;
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

  /** Goes on from what the optimizer knew. */
  void restore(SharedState.Array from) {
    System.arraycopy(from.weights().values(), 0, values(), 0, size());
    if (from.first() != null) {
      vectors().first().put(0, from.first().values());
      vectors().second().put(0, from.second().values());
    }
    steps = from.steps();
    publish();
  }

  /** What the optimizer knows; the vectors are there once it moved the values. */
  SharedState.Array state(String name) {
    return new SharedState.Array(
        name,
        array.copy(),
        vectors == null ? null : copy(vectors.first()),
        vectors == null ? null : copy(vectors.second()),
        steps);
  }

  private WeightArray copy(FloatBuffer vector) {
    WeightArray copied = WeightArray.zeros(shape());
    vector.get(0, copied.values());
    return copied;
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
