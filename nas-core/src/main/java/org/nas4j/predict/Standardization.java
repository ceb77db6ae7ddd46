package org.nas4j.predict;

import java.util.Arrays;

/**
 * Brings each column to mean 0 and deviation 1; one that does not vary becomes 0.
 *
 * @param means of the columns; never changed
 * @param deviations of the columns, 0 for one that does not vary; never changed
 */
record Standardization(double[] means, double[] deviations) {

  /** That of some rows, at least one, of equal lengths. */
  static Standardization of(double[][] rows) {
    double[] means = new double[rows[0].length];
    double[] deviations = new double[means.length];
    for (int j = 0; j < means.length; j++) {
      int column = j;
      double mean =
          Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      double square = Arrays.stream(rows)
          .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
          .average()
          .orElseThrow();
      means[j] = mean;
      deviations[j] = StrictMath.sqrt(square);
    }
    return new Standardization(means, deviations);
  }

  /** A row in these units: a new array. */
  double[] apply(double[] row) {
    double[] standardized = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      standardized[j] = deviations[j] == 0 ? 0 : (row[j] - means[j]) / deviations[j];
    }
    return standardized;
  }

  double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  /** The value in a column that has this value in these units. */
  double restore(double standardized, int column) {
    return means[column] + deviations[column] * standardized;
  }
}
