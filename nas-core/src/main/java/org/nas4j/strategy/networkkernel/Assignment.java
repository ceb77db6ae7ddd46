package org.nas4j.strategy.networkkernel;

import java.util.Arrays;

/**
 * Pairs each row with a column of its own so that the sum of costs is least (kuhn1955hungarian).
 */
final class Assignment {

  private Assignment() {}

  /** Of at least as many columns as rows; by shortest augmenting paths with potentials. */
  static double cost(double[][] costs) {
    int rows = costs.length;
    if (rows == 0) {
      return 0;
    }
    int columns = costs[0].length;
    double[] ofRow = new double[rows + 1];
    double[] ofColumn = new double[columns + 1];
    int[] rowOf = new int[columns + 1];
    for (int row = 1; row <= rows; row++) {
      augment(costs, row, ofRow, ofColumn, rowOf);
    }
    double sum = 0;
    for (int column = 1; column <= columns; column++) {
      sum += rowOf[column] == 0 ? 0 : costs[rowOf[column] - 1][column - 1];
    }
    return sum;
  }

  private static void augment(
      double[][] costs, int row, double[] ofRow, double[] ofColumn, int[] rowOf) {
    int columns = rowOf.length - 1;
    int[] way = new int[columns + 1];
    double[] least = new double[columns + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    boolean[] used = new boolean[columns + 1];
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      used[column] = true;
      int next = 0;
      double step = Double.POSITIVE_INFINITY;
      for (int j = 1; j <= columns; j++) {
        if (!used[j]) {
          int i = rowOf[column];
          double reduced = costs[i - 1][j - 1] - ofRow[i] - ofColumn[j];
          if (reduced < least[j]) {
            least[j] = reduced;
            way[j] = column;
          }
          if (least[j] < step) {
            step = least[j];
            next = j;
          }
        }
      }
      for (int j = 0; j <= columns; j++) {
        if (used[j]) {
          ofRow[rowOf[j]] += step;
          ofColumn[j] -= step;
        } else {
          least[j] -= step;
        }
      }
      column = next;
    }
    while (column != 0) {
      rowOf[column] = rowOf[way[column]];
      column = way[column];
    }
  }
}
