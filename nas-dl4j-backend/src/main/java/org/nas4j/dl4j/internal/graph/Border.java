package org.nas4j.dl4j.internal.graph;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * How a window's border is said in Deeplearning4j's words. Where as many zeros come in before as
 * behind, they are given as numbers; for odd ones its own mode for output size ⌈n / stride⌉ is
 * used. In that mode rows that no window reaches (a stride larger than the kernel) would count as
 * negative zeros, so they are cut off first.
 *
 * @param mode how the output's size is computed
 * @param height zero rows above and below, unless the mode says
 * @param width zero columns left and right, unless the mode says
 * @param unusedRows rows at the bottom to cut off first
 * @param unusedColumns columns at the right to cut off first
 */
record Border(ConvolutionMode mode, int height, int width, int unusedRows, int unusedColumns) {

  static Border of(Window window, Shape.Image input) {
    if (!window.padding().same()) {
      return given(window.padding().height(), window.padding().width(), 0, 0);
    }
    int rows = zeros(input.height(), window.kernelHeight(), window.strideHeight());
    int columns = zeros(input.width(), window.kernelWidth(), window.strideWidth());
    int unusedRows = Math.max(0, -rows);
    int unusedColumns = Math.max(0, -columns);
    rows = Math.max(0, rows);
    columns = Math.max(0, columns);
    return rows % 2 == 0 && columns % 2 == 0
        ? given(rows / 2, columns / 2, unusedRows, unusedColumns)
        : new Border(ConvolutionMode.Same, 0, 0, unusedRows, unusedColumns);
  }

  private static Border given(int height, int width, int unusedRows, int unusedColumns) {
    return new Border(ConvolutionMode.Truncate, height, width, unusedRows, unusedColumns);
  }

  /** Zeros on both sides together; negative if the last values are not reached. */
  private static int zeros(int size, int kernel, int stride) {
    int outputs = (size + stride - 1) / stride;
    return (outputs - 1) * stride + kernel - size;
  }

  boolean cuts() {
    return unusedRows + unusedColumns > 0;
  }

  int[] padding() {
    return new int[] {height, width};
  }
}
