package org.nas4j.internal.inference;

import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * A window over feature maps in numbers: which place of the input lies under a place of the kernel.
 *
 * @param in the maps that go in
 * @param out the maps that come out
 * @param window kernel, stride and dilation
 * @param top rows of zeros above
 * @param left columns of zeros to the left
 */
record Slide(Shape.Image in, Shape.Image out, Window window, int top, int left) {

  static Slide of(Shape.Image in, Shape.Image out, Window window) {
    boolean same = window.padding().same();
    int top = same
        ? before(
            in.height(),
            out.height(),
            window.kernelHeight(),
            window.strideHeight(),
            window.dilationHeight())
        : window.padding().height();
    int left = same
        ? before(
            in.width(),
            out.width(),
            window.kernelWidth(),
            window.strideWidth(),
            window.dilationWidth())
        : window.padding().width();
    return new Slide(in, out, window, top, left);
  }

  /** Zeros before the first row; an odd zero goes to the other side. */
  private static int before(int size, int out, int kernel, int stride, int dilation) {
    return Math.max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - size) / 2;
  }

  /** Whether each place that comes out lies over the same place that goes in, and no other. */
  boolean isPointwise() {
    return window.area() == 1
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && in.height() == out.height()
        && in.width() == out.width()
        && top == 0
        && left == 0;
  }

  int area() {
    return out.height() * out.width();
  }

  int row(int outRow, int kernelRow) {
    return outRow * window.strideHeight() - top + kernelRow * window.dilationHeight();
  }

  int column(int outColumn, int kernelColumn) {
    return outColumn * window.strideWidth() - left + kernelColumn * window.dilationWidth();
  }

  /**
   * Writes, for each place of the kernel, the map as it looks from there: a row of as many values
   * as come out.
   *
   * @param map one map that goes in
   * @param target rows, one a place of the kernel
   * @param first the first of them
   * @param border what stands outside of the map
   */
  void unfold(float[] map, float[][] target, int first, float border) {
    int next = first;
    for (int i = 0; i < window.kernelHeight(); i++) {
      for (int j = 0; j < window.kernelWidth(); j++) {
        unfold(map, target[next++], i, j, border);
      }
    }
  }

  private void unfold(float[] map, float[] target, int i, int j, float border) {
    int width = out.width();
    int stride = window.strideWidth();
    int start = column(0, j);
    // The columns that come out from inside of the map are those in [from, to).
    int from = start >= 0 ? 0 : Math.min(width, (stride - 1 - start) / stride);
    int inside = in.width() - 1 - start;
    int to = inside < 0 ? from : Math.max(from, Math.min(width, inside / stride + 1));
    for (int y = 0; y < out.height(); y++) {
      int row = row(y, i);
      int at = y * width;
      if (row < 0 || row >= in.height()) {
        fill(target, at, at + width, border);
      } else {
        fill(target, at, at + from, border);
        take(map, row * in.width() + start + from * stride, target, at + from, at + to);
        fill(target, at + to, at + width, border);
      }
    }
  }

  private void take(float[] map, int source, float[] target, int from, int to) {
    int stride = window.strideWidth();
    if (stride == 1) {
      System.arraycopy(map, source, target, from, to - from);
    } else {
      int at = source;
      for (int k = from; k < to; k++) {
        target[k] = map[at];
        at += stride;
      }
    }
  }

  private static void fill(float[] target, int from, int to, float value) {
    for (int i = from; i < to; i++) {
      target[i] = value;
    }
  }

  /**
   * Writes what lies under the kernel at one place that comes out.
   *
   * @param maps all maps that go in
   * @param place number of the place, row by row
   * @param target map by map, row by row
   */
  void patch(float[][] maps, int place, float[] target) {
    int y = place / out.width();
    int x = place % out.width();
    int next = 0;
    for (float[] map : maps) {
      for (int i = 0; i < window.kernelHeight(); i++) {
        int row = row(y, i);
        for (int j = 0; j < window.kernelWidth(); j++) {
          int column = column(x, j);
          boolean inside = row >= 0 && row < in.height() && column >= 0 && column < in.width();
          target[next++] = inside ? map[row * in.width() + column] : 0;
        }
      }
    }
  }
}
