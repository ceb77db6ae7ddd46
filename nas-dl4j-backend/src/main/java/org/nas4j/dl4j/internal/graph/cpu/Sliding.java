package org.nas4j.dl4j.internal.graph.cpu;

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

  /** Positions more than the result has, that a phase of the padded rows must have. */
  int more() {
    return (kernel - 1) / stride;
  }

  /** Rows in a phase: all those whose numbers differ by multiples of the stride. */
  int rows() {
    return result + more();
  }
}
