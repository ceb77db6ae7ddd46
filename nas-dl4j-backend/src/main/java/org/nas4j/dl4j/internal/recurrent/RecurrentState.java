package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The states of all streams between one batch and the next, zeros at first. For one thread at a
 * time.
 */
public final class RecurrentState {

  private final int size;
  private final List<float[]> states = new ArrayList<>();

  /**
   * States of zeros.
   *
   * @param rows parallel streams
   * @param hidden units
   */
  public RecurrentState(int rows, int hidden) {
    this.size = rows * hidden;
  }

  /** Makes sure that there are so many, before lanes share this. */
  void atLeast(int count) {
    while (states.size() < count) {
      states.add(new float[size]);
    }
  }

  float[] state(int number) {
    return states.get(number);
  }

  /**
   * The states as they are.
   *
   * @return the arrays themselves
   */
  public List<float[]> arrays() {
    return Collections.unmodifiableList(states);
  }

  /**
   * Takes over a state.
   *
   * @param number which one, from 0
   * @param values as many as streams and units
   */
  public void set(int number, float[] values) {
    atLeast(number + 1);
    System.arraycopy(values, 0, states.get(number), 0, size);
  }

  /** Back to zeros, as at the start of a text. */
  public void clear() {
    states.forEach(state -> Arrays.fill(state, 0));
  }
}
