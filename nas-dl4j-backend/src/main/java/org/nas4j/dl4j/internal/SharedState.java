package org.nas4j.dl4j.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.oneshot.SupernetState;

/**
 * Takes a {@link SupernetState} together and apart, array by array: weights, the two vectors that
 * the optimizer remembers, and how often the array was trained. For one thread.
 */
public final class SharedState {

  private static final String STEPS = "steps";
  private static final String WEIGHTS = "weights/";
  private static final String FIRST = "first/";
  private static final String SECOND = "second/";
  private static final String TRAINED = "trained/";

  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  /**
   * One array with what the optimizer knows of it.
   *
   * @param name by which it is shared
   * @param weights its values
   * @param first what the optimizer remembers first; null if the array was never in its hands
   * @param second what it remembers second; null as well
   * @param steps how often it was trained
   */
  public record Array(
      String name, WeightArray weights, WeightArray first, WeightArray second, int steps) {

    /**
     * What the array is for: the last part of its name.
     *
     * @return as an architecture has it
     */
    public WeightSpec spec() {
      return new WeightSpec(name.substring(name.lastIndexOf('/') + 1), shape(), true);
    }

    private List<Integer> shape() {
      return weights.shape();
    }
  }

  /**
   * Begins with nothing.
   *
   * @param steps that were taken by all networks together
   */
  public SharedState(long steps) {
    numbers.put(STEPS, steps);
  }

  /**
   * Adds an array, which is not copied.
   *
   * @param array whose first and second vector are null if the optimizer never saw it
   */
  public void add(Array array) {
    arrays.put(WEIGHTS + array.name(), array.weights());
    if (array.first() != null) {
      arrays.put(FIRST + array.name(), array.first());
      arrays.put(SECOND + array.name(), array.second());
    }
    numbers.put(TRAINED + array.name(), (long) array.steps());
  }

  /**
   * Adds any number.
   *
   * @param name of the number
   * @param value of it
   */
  public void add(String name, long value) {
    numbers.put(name, value);
  }

  /**
   * All that was added.
   *
   * @return the state
   */
  public SupernetState state() {
    return new SupernetState(arrays, numbers);
  }

  /**
   * The steps of all networks together.
   *
   * @param state to be looked at
   * @return at least 0
   */
  public static long steps(SupernetState state) {
    return state.number(STEPS);
  }

  /**
   * Takes a state apart.
   *
   * @param state to be read; arrays and numbers of other kinds are passed over
   * @param each is told of every array, in the order in which they were added
   * @throws IllegalArgumentException if a part of an array is missing, or has another shape
   */
  public static void read(SupernetState state, Consumer<Array> each) {
    state.arrays().forEach((key, weights) -> {
      if (key.startsWith(WEIGHTS)) {
        String name = key.substring(WEIGHTS.length());
        WeightArray first = state.arrays().get(FIRST + name);
        WeightArray second = state.arrays().get(SECOND + name);
        requireShape(name, weights, first);
        requireShape(name, weights, second);
        if (first == null != (second == null)) {
          throw new IllegalArgumentException("The optimizer's part of the weights [" + name
              + "] is not whole.\nMaybe the checkpoint is of another program.");
        }
        int steps = Math.toIntExact(state.number(TRAINED + name));
        each.accept(new Array(name, weights, first, second, steps));
      }
    });
  }

  private static void requireShape(String name, WeightArray weights, WeightArray other) {
    if (other != null && !other.shape().equals(weights.shape())) {
      throw new IllegalArgumentException("The weights [" + name + "] have shape "
          + weights.shape() + ", but what the optimizer remembers of them has shape "
          + other.shape() + ".\nMaybe the checkpoint is of another program.");
    }
  }
}
