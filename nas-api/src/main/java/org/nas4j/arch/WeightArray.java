package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers behind one name: a dense array in row-major order. Its values may change, as training
 * does; its shape may not. Networks that hold the same object share its values. Compared by
 * identity; not thread-safe.
 */
public final class WeightArray {

  private final List<Integer> shape;
  private final float[] values;

  private WeightArray(List<Integer> shape, float[] values) {
    this.shape = List.copyOf(shape);
    this.values = requireNonNull(values, "values");
    if (elements(shape) != values.length) {
      throw new IllegalArgumentException("An array of shape " + shape + " has [" + elements(shape)
          + "] values, but got [" + values.length + "].");
    }
  }

  /**
   * An array around given values.
   *
   * @param shape sizes, outermost first, each at least 1
   * @param values in row-major order; not copied
   * @return the array
   */
  public static WeightArray of(List<Integer> shape, float[] values) {
    return new WeightArray(shape, values);
  }

  /**
   * An array of zeros.
   *
   * @param shape sizes, outermost first, each at least 1
   * @return the array
   */
  public static WeightArray zeros(List<Integer> shape) {
    return new WeightArray(shape, new float[elements(shape)]);
  }

  private static int elements(List<Integer> shape) {
    int product = 1;
    for (int size : shape) {
      Requirements.positive(size, "size of a weight array");
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /**
   * The sizes.
   *
   * @return outermost first
   */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * The values themselves, in row-major order.
   *
   * @return the array that this object is about, not a copy
   */
  public float[] values() {
    return values;
  }

  /**
   * An independent array of equal values.
   *
   * @return a copy
   */
  public WeightArray copy() {
    return new WeightArray(shape, values.clone());
  }

  @Override
  public String toString() {
    return "WeightArray" + shape
        + Arrays.toString(Arrays.copyOf(values, Math.min(4, values.length)));
  }
}
