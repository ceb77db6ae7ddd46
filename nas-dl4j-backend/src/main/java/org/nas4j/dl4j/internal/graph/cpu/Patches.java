package org.nas4j.dl4j.internal.graph.cpu;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * How a window meets a map that is padded with zeros and split into the phases of its rows and
 * columns, as many as there are strides. What a place in the window is multiplied by, at all its
 * positions, lies one behind the other in one of the phases, from an offset on. All rows are as
 * wide as a phase's, which is a few columns more than the result has; those are left out in the
 * end. Immutable.
 */
final class Patches {

  private final Sliding rows;
  private final Sliding columns;
  private final int pitch;
  private final Place[] rowsUsed;
  private final Place[] columnsUsed;

  /** Where a row or a column of the map is kept: in which phase of its axis, from where on. */
  private record Place(int phase, int at) {

    /** Of the rows or columns that the window reaches. */
    static Place[] of(Sliding axis, int length) {
      return IntStream.range(axis.before(), axis.before() + axis.size())
          .filter(padded -> padded / axis.stride() < axis.rows())
          .mapToObj(padded -> new Place(padded % axis.stride(), padded / axis.stride() * length))
          .toArray(Place[]::new);
    }
  }

  /**
   * Works out where everything is.
   *
   * @param rows how the window slides down
   * @param columns how it slides to the right
   */
  Patches(Sliding rows, Sliding columns) {
    this.rows = rows;
    this.columns = columns;
    this.pitch = columns.rows();
    this.rowsUsed = Place.of(rows, pitch);
    this.columnsUsed = Place.of(columns, 1);
  }

  /** How the window of a layer meets maps of this size. */
  static Patches of(ConvolutionLayer settings, Maps maps) {
    return new Patches(
        Sliding.of(settings, 0, maps.height()), Sliding.of(settings, 1, maps.width()));
  }

  Sliding rows() {
    return rows;
  }

  Sliding columns() {
    return columns;
  }

  int phases() {
    return rows.stride() * columns.stride();
  }

  /** The phase that a row and a column of the window meet. */
  int phase(int row, int column) {
    return row % rows.stride() * columns.stride() + column % columns.stride();
  }

  /** Values in the rows of a phase. */
  int phaseLength() {
    return rows.rows() * pitch;
  }

  /** Values in the rows of a result. */
  int length() {
    return rows.result() * pitch;
  }

  /** Where in a phase that begins which a row of the window meets. */
  int down(int row) {
    return row / rows.stride() * pitch;
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
    for (int y = 0; y < rowsUsed.length; y++) {
      Place row = rowsUsed[y];
      int first = y * columns.size();
      int phase = row.phase() * columns.stride();
      if (columns.stride() == 1) {
        int at = row.at() + columns.before();
        System.arraycopy(map, first, phases[phase], at, columnsUsed.length);
      } else {
        for (int x = 0; x < columnsUsed.length; x++) {
          Place column = columnsUsed[x];
          phases[phase + column.phase()][row.at() + column.at()] = map[first + x];
        }
      }
    }
  }

  /** Puts phases together to a map; what is not of any is 0. */
  void join(float[][] phases, float[] map) {
    Arrays.fill(map, 0);
    for (int y = 0; y < rowsUsed.length; y++) {
      Place row = rowsUsed[y];
      int first = y * columns.size();
      int phase = row.phase() * columns.stride();
      if (columns.stride() == 1) {
        int at = row.at() + columns.before();
        System.arraycopy(phases[phase], at, map, first, columnsUsed.length);
      } else {
        for (int x = 0; x < columnsUsed.length; x++) {
          Place column = columnsUsed[x];
          map[first + x] = phases[phase + column.phase()][row.at() + column.at()];
        }
      }
    }
  }

  /** Makes rows of a result as wide as those of a phase; what is added is left as it is. */
  void widen(float[] result, float[] wide) {
    for (int y = 0; y < rows.result(); y++) {
      System.arraycopy(result, y * columns.result(), wide, y * pitch, columns.result());
    }
  }

  /** Leaves out the columns that are not of the result. */
  void narrow(float[] wide, float[] result) {
    for (int y = 0; y < rows.result(); y++) {
      System.arraycopy(wide, y * pitch, result, y * columns.result(), columns.result());
    }
  }
}
