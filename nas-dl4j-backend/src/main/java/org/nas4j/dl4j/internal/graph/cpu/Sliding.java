package org.nas4j.dl4j.internal.graph.cpu;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * A window that slides over rows or columns.
 *
 * @param kernel places in the window
 * @param stride from one position to the next
 * @param before zeros that are added before the first row
 * @param size rows there are
 * @param result positions of the window
 */
record Sliding(int kernel, int stride, int before, int size, int result) {

  /**
   * How the window of a layer slides.
   *
   * @param axis 0 for rows, 1 for columns
   * @param size rows or columns of the input
   */
  static Sliding of(ConvolutionLayer settings, int axis, int size) {
    int kernel = settings.getKernelSize()[axis];
    int stride = settings.getStride()[axis];
    if (settings.getConvolutionMode() == ConvolutionMode.Same) {
      int result = (size + stride - 1) / stride;
      int padding = Math.max(0, (result - 1) * stride + kernel - size);
      return new Sliding(kernel, stride, padding / 2, size, result);
    }
    int padding = settings.getPadding()[axis];
    return new Sliding(kernel, stride, padding, size, (size + 2 * padding - kernel) / stride + 1);
  }

  /** Positions more than the result has, that a phase of the padded rows must have. */
  int more() {
    return (kernel - 1) / stride;
  }

  /** Rows in a phase: all those whose numbers differ by multiples of the stride. */
  int rows() {
    return result + more();
  }
}
