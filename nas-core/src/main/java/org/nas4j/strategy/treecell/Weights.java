package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/** Makes the trained blocks of a policy, and keeps them in their order. For one thread. */
final class Weights {

  private final Function<String, RandomGenerator> random;
  private final List<Parameter> parameters = new ArrayList<>();

  /** Blocks whose first values are drawn from randomness for their names. */
  Weights(Function<String, RandomGenerator> random) {
    this.random = random;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Parameter zeros(int size) {
    Parameter parameter = new Parameter(size);
    parameters.add(parameter);
    return parameter;
  }

  Parameter uniform(String name, int size, double range) {
    Parameter parameter = Parameter.uniform(size, range, random.apply("treecell " + name));
    parameters.add(parameter);
    return parameter;
  }

  Matrix uniform(String name, int rows, int columns, double range) {
    Matrix matrix = new Matrix(rows, columns, range, random.apply("treecell " + name));
    parameters.add(matrix.parameter());
    return matrix;
  }

  /** A matrix whose shorter side consists of vectors of length 1 that are at right angles. */
  Matrix orthogonal(String name, int rows, int columns) {
    RandomGenerator source = random.apply("treecell " + name);
    Matrix matrix = new Matrix(rows, columns, 1, source);
    double[] values = matrix.parameter().change();
    boolean wide = columns >= rows;
    double[][] basis = basis(Math.min(rows, columns), Math.max(rows, columns), source);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = wide ? basis[row][column] : basis[column][row];
      }
    }
    parameters.add(matrix.parameter());
    return matrix;
  }

  private static double[][] basis(int count, int size, RandomGenerator random) {
    double[][] basis = new double[count][size];
    for (int i = 0; i < count; i++) {
      double norm = 0;
      while (norm < 1e-6) {
        for (int j = 0; j < size; j++) {
          basis[i][j] = random.nextGaussian();
        }
        for (int k = 0; k < i; k++) {
          double along = Vectors.dot(basis[i], 0, basis[k], 0, size);
          Vectors.add(-along, basis[k], 0, basis[i], 0, size);
        }
        norm = Math.sqrt(Vectors.dot(basis[i], 0, basis[i], 0, size));
      }
      for (int j = 0; j < size; j++) {
        basis[i][j] /= norm;
      }
    }
    return basis;
  }
}
