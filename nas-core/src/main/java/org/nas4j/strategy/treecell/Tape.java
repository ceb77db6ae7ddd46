package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nas4j.internal.math.Activations;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * What was computed of vectors, so that gradients can go the way back. A tree is another
 * computation each time, so that it is written down as it goes. For one thread.
 */
final class Tape {

  private final List<Runnable> back = new ArrayList<>();

  /** A vector and the gradient of whatever is to climb. */
  static final class Vector {

    final double[] value;
    final double[] gradient;

    Vector(int size) {
      value = new double[size];
      gradient = new double[size];
    }
  }

  /** A vector that nothing depends on. */
  static Vector zeros(int size) {
    return new Vector(size);
  }

  /** A row of a block of trained numbers. */
  Vector row(Parameter parameter, int row, int width) {
    Vector y = new Vector(width);
    System.arraycopy(parameter.value(), row * width, y.value, 0, width);
    back.add(() -> Vectors.add(1, y.gradient, 0, parameter.gradient(), row * width, width));
    return y;
  }

  /** x·W. */
  Vector product(Vector x, Matrix matrix, int width) {
    Vector y = new Vector(width);
    matrix.addProduct(x.value, y.value);
    back.add(() -> matrix.backward(x.value, y.gradient, x.gradient));
    return y;
  }

  Vector sum(Vector... parts) {
    Vector y = new Vector(parts[0].value.length);
    for (Vector part : parts) {
      Vectors.add(1, part.value, 0, y.value, 0, y.value.length);
    }
    back.add(() -> {
      for (Vector part : parts) {
        Vectors.add(1, y.gradient, 0, part.gradient, 0, y.gradient.length);
      }
    });
    return y;
  }

  Vector times(Vector one, Vector other) {
    Vector y = new Vector(one.value.length);
    for (int i = 0; i < y.value.length; i++) {
      y.value[i] = one.value[i] * other.value[i];
    }
    back.add(() -> {
      for (int i = 0; i < y.value.length; i++) {
        one.gradient[i] += y.gradient[i] * other.value[i];
        other.gradient[i] += y.gradient[i] * one.value[i];
      }
    });
    return y;
  }

  Vector sigmoid(Vector x) {
    return map(x, Activations::sigmoid, (value, result) -> result * (1 - result));
  }

  Vector tanh(Vector x) {
    return map(x, Activations::tanh, (value, result) -> 1 - result * result);
  }

  Vector relu(Vector x) {
    return map(x, value -> Math.max(0, value), (value, result) -> value > 0 ? 1 : 0);
  }

  private Vector map(Vector x, DoubleUnaryOperator function, DoubleBinaryOperator slope) {
    Vector y = new Vector(x.value.length);
    for (int i = 0; i < y.value.length; i++) {
      y.value[i] = function.applyAsDouble(x.value[i]);
    }
    back.add(() -> {
      for (int i = 0; i < y.value.length; i++) {
        x.gradient[i] += y.gradient[i] * slope.applyAsDouble(x.value[i], y.value[i]);
      }
    });
    return y;
  }

  Vector part(Vector x, int from, int size) {
    Vector y = new Vector(size);
    System.arraycopy(x.value, from, y.value, 0, size);
    back.add(() -> Vectors.add(1, y.gradient, 0, x.gradient, from, size));
    return y;
  }

  Vector joined(List<Vector> parts) {
    Vector y = new Vector(parts.stream().mapToInt(each -> each.value.length).sum());
    int from = 0;
    for (Vector part : parts) {
      int size = part.value.length;
      int start = from;
      System.arraycopy(part.value, 0, y.value, start, size);
      back.add(() -> Vectors.add(1, y.gradient, start, part.gradient, 0, size));
      from += size;
    }
    return y;
  }

  /**
   * Takes the gradients back to the trained numbers, from those that were written to vectors; once.
   */
  void backward() {
    for (int i = back.size() - 1; i >= 0; i--) {
      back.get(i).run();
    }
  }
}
