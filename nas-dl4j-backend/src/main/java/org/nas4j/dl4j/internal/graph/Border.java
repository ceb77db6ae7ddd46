package org.nas4j.dl4j.internal.graph;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/**
 * How a window's border is said in Deeplearning4j's words. Where as many zeros come in before as behind, they are given as
 * numbers; for odd ones its own mode for output size ⌈n / stride⌉ is used. That mode has two faults: rows that no window
 * reaches (a stride larger than the kernel) count as negative zeros, so they are cut off first; and with dilation oneDNN
 * refuses it, so the odd zeros are added beforehand.
 *
 * @param mode how the output's size is computed
 * @param height zero rows above and below, unless the mode says
 * @param width zero columns left and right, unless the mode says
 * @param unusedRows rows at the bottom to cut off first
 * @param unusedColumns columns at the right to cut off first
 * @param before zeros to be added first, if any
 */
record Border(
    ConvolutionMode mode,
    int height,
    int width,
    int unusedRows,
    int unusedColumns,
    Optional<ZeroPad> before) {

  static Border of(Window window, Shape.Image input) {
    if (!window.padding().same()) {
      return given(window.padding().height(), window.padding().width(), 0, 0);
    }
    int rows = zeros(
        input.height(), window.kernelHeight(), window.strideHeight(), window.dilationHeight());
    int columns =
        zeros(input.width(), window.kernelWidth(), window.strideWidth(), window.dilationWidth());
    int unusedRows = Math.max(0, -rows);
    int unusedColumns = Math.max(0, -columns);
    rows = Math.max(0, rows);
    columns = Math.max(0, columns);
    if (rows % 2 == 0 && columns % 2 == 0) {
      return given(rows / 2, columns / 2, unusedRows, unusedColumns);
    }
    if (window.dilationHeight() == 1 && window.dilationWidth() == 1) {
      return new Border(ConvolutionMode.Same, 0, 0, unusedRows, unusedColumns, Optional.empty());
    }
    ZeroPad pad = new ZeroPad(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    return new Border(ConvolutionMode.Truncate, 0, 0, unusedRows, unusedColumns, Optional.of(pad));
  }

  private static Border given(int height, int width, int unusedRows, int unusedColumns) {
    return new Border(
        ConvolutionMode.Truncate, height, width, unusedRows, unusedColumns, Optional.empty());
  }

  /** Zeros on both sides together; negative if the last values are not reached. */
  private static int zeros(int size, int kernel, int stride, int dilation) {
    int outputs = (size + stride - 1) / stride;
    return (outputs - 1) * stride + dilation * (kernel - 1) + 1 - size;
  }

  boolean cuts() {
    return unusedRows + unusedColumns > 0;
  }

  int[] padding() {
    return new int[] {height, width};
  }
}
