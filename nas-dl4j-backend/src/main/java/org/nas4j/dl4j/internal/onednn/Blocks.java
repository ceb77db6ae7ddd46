package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_blocking_desc_t;

/**
 * Moves values between row-major arrays and a layout of oneDNN's. In such a layout each axis has
 * its share in the place of a value, whatever the index on the other axes is: so a table for each
 * axis tells all places.
 */
final class Blocks {

  private final int[][] shares;

  Blocks(MemoryLayout layout) {
    dnnl_blocking_desc_t blocking = layout.description().format_desc_blocking();
    long[] sizes = layout.sizes();
    long[] strides = new long[sizes.length];
    blocking.strides().get(strides);
    int inner = blocking.inner_nblks();
    long[] innerSizes = new long[inner];
    long[] innerAxes = new long[inner];
    if (inner > 0) {
      blocking.inner_blks().get(innerSizes);
      blocking.inner_idxs().get(innerAxes);
    }
    this.shares = new int[sizes.length][];
    for (int axis = 0; axis < sizes.length; axis++) {
      shares[axis] = new int[Math.toIntExact(sizes[axis])];
      for (int i = 0; i < shares[axis].length; i++) {
        shares[axis][i] = share(axis, i, strides[axis], innerSizes, innerAxes);
      }
    }
  }

  /**
   * What an index on an axis adds to the place: its digits within the blocks, and the number of the
   * block.
   */
  private static int share(int axis, long index, long stride, long[] innerSizes, long[] innerAxes) {
    long outer = index;
    long offset = 0;
    long width = 1;
    for (int i = innerSizes.length - 1; i >= 0; i--) {
      if (innerAxes[i] == axis) {
        offset += outer % innerSizes[i] * width;
        outer /= innerSizes[i];
      }
      width *= innerSizes[i];
    }
    return Math.toIntExact(offset + outer * stride);
  }

  /** Reads all values, row by row. */
  void read(FloatBuffer from, float[] target) {
    walk(0, 0, 0, (place, row, at) -> {
      for (int i = 0; i < row.length; i++) {
        target[at + i] = from.get(place + row[i]);
      }
    });
  }

  /** Writes all values, row by row. */
  void write(float[] source, FloatBuffer to) {
    walk(0, 0, 0, (place, row, at) -> {
      for (int i = 0; i < row.length; i++) {
        to.put(place + row[i], source[at + i]);
      }
    });
  }

  /**
   * What is done with a row: where it begins in the layout, its values' shares, where it begins in
   * the array.
   */
  private interface Row {
    void move(int place, int[] shares, int at);
  }

  private int walk(int axis, int place, int at, Row row) {
    if (axis == shares.length - 1) {
      row.move(place, shares[axis], at);
      return at + shares[axis].length;
    }
    int next = at;
    for (int share : shares[axis]) {
      next = walk(axis + 1, place + share, next, row);
    }
    return next;
  }
}
