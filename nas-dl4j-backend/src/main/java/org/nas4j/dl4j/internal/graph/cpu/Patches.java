package org.nas4j.dl4j.internal.graph.cpu;

import java.util.Arrays;

/**
 * How a window meets a map that is padded with zeros and split into the phases of its rows and
 * columns, as many as there are strides. What a place in the window is multiplied by, at all its
 * positions, lies one behind the other in one of the phases, from an offset on. All rows are as
 * wide as a phase's, which is a few columns more than the result has; those are left out in the
 * end. Immutable.
 *
 * @param rows how the window slides down
 * @param columns how it slides to the right
 */
record Patches(Sliding rows, Sliding columns) {

  int phases() {
    return rows.stride() * columns.stride();
  }

  /** The phase that a row and a column of the window meet. */
  int phase(int row, int column) {
    return row % rows.stride() * columns.stride() + column % columns.stride();
  }

  int pitch() {
    return columns.rows();
  }

  /** Values in the rows of a phase. */
  int phaseLength() {
    return rows.rows() * pitch();
  }

  /** Values in the rows of a result. */
  int length() {
    return rows.result() * pitch();
  }

  /** Where in a phase that begins which a row of the window meets. */
  int down(int row) {
    return row / rows.stride() * pitch();
  }

  /** How much farther that begins which a column of the window meets. */
  int right(int column) {
    return column / columns.stride();
  }

  /** Memory for phases, with room behind the last row for windows that begin farther right. */
  float[][] room() {
    return new float[phases()][phaseLength() + columns.more()];
  }

  /** Splits a map into phases; what is not of the map is left as it is. */
  void split(float[] map, float[][] phases) {
    for (int y = 0; y < rows.size() && rowInPhase(y) < rows.rows(); y++) {
      int first = y * columns.size();
      int at = rowInPhase(y) * pitch();
      if (columns.stride() == 1) {
        float[] phase = phases[phase(y + rows.before(), 0)];
        System.arraycopy(map, first, phase, at + columns.before(), columnsUsed());
      } else {
        for (int x = 0; x < columnsUsed(); x++) {
          int padded = x + columns.before();
          phases[phase(y + rows.before(), padded)][at + right(padded)] = map[first + x];
        }
      }
    }
  }

  /** Puts phases together to a map; what is not of any is 0. */
  void join(float[][] phases, float[] map) {
    Arrays.fill(map, 0);
    for (int y = 0; y < rows.size() && rowInPhase(y) < rows.rows(); y++) {
      int first = y * columns.size();
      int at = rowInPhase(y) * pitch();
      if (columns.stride() == 1) {
        float[] phase = phases[phase(y + rows.before(), 0)];
        System.arraycopy(phase, at + columns.before(), map, first, columnsUsed());
      } else {
        for (int x = 0; x < columnsUsed(); x++) {
          int padded = x + columns.before();
          map[first + x] = phases[phase(y + rows.before(), padded)][at + right(padded)];
        }
      }
    }
  }

  private int rowInPhase(int row) {
    return (row + rows.before()) / rows.stride();
  }

  /** Columns of the map that the window reaches. */
  private int columnsUsed() {
    return Math.min(columns.size(), pitch() * columns.stride() - columns.before());
  }

  /** Makes rows of a result as wide as those of a phase; what is added is left as it is. */
  void widen(float[] result, float[] wide) {
    for (int y = 0; y < rows.result(); y++) {
      System.arraycopy(result, y * columns.result(), wide, y * pitch(), columns.result());
    }
  }

  /** Leaves out the columns that are not of the result. */
  void narrow(float[] wide, float[] result) {
    for (int y = 0; y < rows.result(); y++) {
      System.arraycopy(wide, y * pitch(), result, y * columns.result(), columns.result());
    }
  }
}
