package org.nas4j.torch.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * The zeros around feature maps before a window slides over them. LibTorch's functions add as many
 * on both sides; where the sides differ, the maps are padded before.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns behind
 */
record Border(long top, long bottom, long left, long right) {

  static Border of(Window window, Shape.Image maps) {
    if (!window.padding().same()) {
      long rows = window.padding().height();
      long columns = window.padding().width();
      return new Border(rows, rows, columns, columns);
    }
    long rows =
        zeros(maps.height(), window.kernelHeight(), window.strideHeight(), window.dilationHeight());
    long columns =
        zeros(maps.width(), window.kernelWidth(), window.strideWidth(), window.dilationWidth());
    return new Border(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  private static long zeros(int size, int kernel, int stride, int dilation) {
    int steps = (size + stride - 1) / stride;
    return Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - size);
  }

  /** Whether both sides are alike, and no wider than half of the window. */
  boolean fitsPooling(Window window) {
    return isEven() && 2 * top <= window.kernelHeight() && 2 * left <= window.kernelWidth();
  }

  /**
   * Whether both sides are alike, and every window sees some of the maps and is no larger than
   * they: of others LibTorch's code may give wrong gradients in 16 bits, or end the process.
   */
  boolean fitsConvolution(Window window, Shape.Image maps) {
    long rows = window.dilationHeight() * (window.kernelHeight() - 1L) + 1;
    long columns = window.dilationWidth() * (window.kernelWidth() - 1L) + 1;
    return isEven()
        && 2 * top < rows
        && 2 * left < columns
        && rows <= maps.height()
        && columns <= maps.width();
  }

  /** Whether both sides are alike. */
  boolean isEven() {
    return top == bottom && left == right;
  }

  /** As LibTorch's functions take it, if it is {@link #isEven even}. */
  long[] sizes() {
    return new long[] {top, left};
  }

  /** Maps with a border of one value. */
  Tensor around(Tensor maps, double value) {
    return torch.constant_pad_nd(maps, new long[] {left, right, top, bottom}, new Scalar(value));
  }
}
