package org.nas4j.dl4j.internal.onednn;

import org.bytedeco.dnnl.dnnl_blocking_desc_t;

/** Where each value of an array lies in a layout of oneDNN's. */
final class Blocks {

  private final long[] sizes;
  private final long[] strides;
  private final long[] innerSizes;
  private final long[] innerAxes;

  private Blocks(Layout layout) {
    dnnl_blocking_desc_t blocking = layout.description().format_desc_blocking();
    this.sizes = layout.sizes();
    this.strides = new long[sizes.length];
    blocking.strides().get(strides);
    int inner = blocking.inner_nblks();
    this.innerSizes = new long[inner];
    this.innerAxes = new long[inner];
    if (inner > 0) {
      blocking.inner_blks().get(innerSizes);
      blocking.inner_idxs().get(innerAxes);
    }
  }

  /** The place of each value, the values being counted in row-major order. */
  static int[] places(Layout layout) {
    return new Blocks(layout).places();
  }

  private int[] places() {
    int count = 1;
    for (long size : sizes) {
      count = Math.multiplyExact(count, Math.toIntExact(size));
    }
    int[] places = new int[count];
    long[] index = new long[sizes.length];
    for (int i = 0; i < count; i++) {
      places[i] = place(index);
      for (int axis = sizes.length - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return places;
  }

  private int place(long[] index) {
    long[] outer = index.clone();
    long offset = 0;
    long width = 1;
    for (int i = innerSizes.length - 1; i >= 0; i--) {
      int axis = (int) innerAxes[i];
      offset += outer[axis] % innerSizes[i] * width;
      outer[axis] /= innerSizes[i];
      width *= innerSizes[i];
    }
    for (int axis = 0; axis < outer.length; axis++) {
      offset += outer[axis] * strides[axis];
    }
    return Math.toIntExact(offset);
  }
}
