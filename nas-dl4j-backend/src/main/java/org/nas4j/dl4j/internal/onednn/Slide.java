package org.nas4j.dl4j.internal.onednn;

import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * A window over feature maps in oneDNN's words. Zeros behind the last value may be fewer than those
 * before the first, and negative where rows are not reached.
 *
 * @param kernel rows and columns
 * @param stride rows and columns per step
 * @param gap rows and columns between those of the kernel, 0 if dense
 * @param before zeros above and left
 * @param behind zeros below and right
 * @param output rows and columns that come out
 */
record Slide(
    long[] kernel, long[] stride, long[] gap, long[] before, long[] behind, long[] output) {

  static Slide of(Window window, Shape.Image in, Shape.Image out) {
    long[] kernel = {window.kernelHeight(), window.kernelWidth()};
    long[] stride = {window.strideHeight(), window.strideWidth()};
    long[] gap = {window.dilationHeight() - 1, window.dilationWidth() - 1};
    long[] input = {in.height(), in.width()};
    long[] output = {out.height(), out.width()};
    long[] given = {window.padding().height(), window.padding().width()};
    long[] before = new long[2];
    long[] behind = new long[2];
    for (int i = 0; i < 2; i++) {
      long extent = (gap[i] + 1) * (kernel[i] - 1) + 1;
      long zeros = (output[i] - 1) * stride[i] + extent - input[i];
      before[i] = window.padding().same() ? Math.max(0, zeros) / 2 : given[i];
      behind[i] = zeros - before[i];
    }
    return new Slide(kernel, stride, gap, before, behind, output);
  }

  /**
   * The same pooling by a window without the rows and columns that lie in the border wherever it
   * stops: oneDNN writes behind its result where windows reach far over both ends of a row.
   *
   * @param input rows and columns that go in
   */
  Slide clipped(long[] input) {
    long[] clippedKernel = kernel.clone();
    long[] clippedBefore = before.clone();
    long[] clippedBehind = behind.clone();
    for (int i = 0; i < 2; i++) {
      long way = (output[i] - 1) * stride[i];
      long cut = Math.max(0, before[i] - way);
      clippedKernel[i] = Math.min(kernel[i], input[i] + before[i]) - cut;
      clippedBefore[i] = before[i] - cut;
      clippedBehind[i] = way + clippedKernel[i] - clippedBefore[i] - input[i];
    }
    return new Slide(clippedKernel, stride, gap, clippedBefore, clippedBehind, output);
  }

  /**
   * Whether a window reaches over both ends of a row somewhere.
   *
   * @param width columns that go in
   */
  boolean reachesOverBothEnds(long width) {
    for (long at = -before[1]; at < output[1] * stride[1] - before[1]; at += stride[1]) {
      if (at < 0 && at + kernel[1] > width) {
        return true;
      }
    }
    return false;
  }

  /** All of it, for a key. */
  long[][] numbers() {
    return new long[][] {kernel, stride, gap, before, behind, output};
  }
}
