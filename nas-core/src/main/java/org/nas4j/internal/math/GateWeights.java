package org.nas4j.internal.math;

import java.util.Arrays;

/**
 * The weights of the gates of an LSTM layer, W and U, with products and gradient. The compiler
 * makes vector instructions of a loop only if it reads and writes all arrays at one index.
 * Therefore each row, and for the way back each column of both, is an array of its own, copied
 * whenever the parameters have changed; and the gradient is gathered over many steps before it is
 * added row by row. For one thread.
 */
final class GateWeights {

  private static final int GATES = 4;

  /** So many steps are gathered at most: memory stays bounded, and near the processor. */
  private static final int MOST_STEPS = 32;

  private final int inputs;
  private final int units;
  private final Parameter ofInput;
  private final Parameter ofOutput;
  private final double[][] inputRows;
  private final double[][] outputRows;
  private final double[][] columns;
  private final double[][] strands;
  private final double[] row;
  private final double[][] read = new double[MOST_STEPS][];
  private final double[][] gradients = new double[MOST_STEPS][];
  private int steps;
  private long version = -1;

  GateWeights(int inputs, int units, Parameter ofInput, Parameter ofOutput) {
    this.inputs = inputs;
    this.units = units;
    this.ofInput = ofInput;
    this.ofOutput = ofOutput;
    inputRows = new double[inputs][GATES * units];
    outputRows = new double[units][GATES * units];
    columns = new double[GATES * units][inputs + units];
    strands = new double[GATES][inputs + units];
    row = new double[GATES * units];
  }

  /** Adds x·W + h·U to y; without h, x·W. */
  void addProduct(double[] x, double[] h, double[] y) {
    refresh();
    addRows(inputRows, x, y);
    if (h != null) {
      addRows(outputRows, h, y);
    }
  }

  private void refresh() {
    long now = ofInput.version() + ofOutput.version();
    if (now != version) {
      version = now;
      copy(ofInput.value(), inputRows, 0);
      copy(ofOutput.value(), outputRows, inputs);
    }
  }

  private void copy(double[] values, double[][] rows, int place) {
    for (int i = 0; i < rows.length; i++) {
      double[] to = rows[i];
      System.arraycopy(values, i * to.length, to, 0, to.length);
      for (int k = 0; k < to.length; k++) {
        columns[k][place + i] = to[k];
      }
    }
  }

  private static void addRows(double[][] rows, double[] x, double[] y) {
    int i = 0;
    for (; i + 3 < rows.length; i += 4) {
      addFour(rows, x, i, 1, y);
    }
    for (; i < rows.length; i++) {
      add(rows[i], x[i], y);
    }
  }

  /**
   * Adds dGates·Wᵀ to dx and dGates·Uᵀ to dh, unless that is null. Sums in four strands of units,
   * the gates of one together.
   */
  void addTransposedProduct(double[] dGates, double[] dx, double[] dh) {
    refresh();
    for (double[] strand : strands) {
      Arrays.fill(strand, 0);
    }
    int whole = units & ~3;
    for (int i = 0; i < units; i++) {
      addFour(columns, dGates, i, units, strands[i < whole ? i & 3 : 0]);
    }
    addStrands(0, dx, inputs);
    if (dh != null) {
      addStrands(inputs, dh, units);
    }
  }

  private void addStrands(int from, double[] y, int size) {
    double[] s0 = strands[0];
    double[] s1 = strands[1];
    double[] s2 = strands[2];
    double[] s3 = strands[3];
    for (int i = 0; i < size; i++) {
      y[i] += (s0[from + i] + s1[from + i]) + (s2[from + i] + s3[from + i]);
    }
  }

  /**
   * Begins one more step of the gradient.
   *
   * @param x what W was multiplied by
   * @param h what U was multiplied by, or null
   * @return to be filled with the gradient of the gates
   */
  double[] nextGradient(double[] x, double[] h) {
    if (steps == MOST_STEPS) {
      addGradient();
    }
    if (read[steps] == null) {
      read[steps] = new double[inputs + units];
      gradients[steps] = new double[GATES * units];
    }
    System.arraycopy(x, 0, read[steps], 0, inputs);
    if (h == null) {
      Arrays.fill(read[steps], inputs, inputs + units, 0);
    } else {
      System.arraycopy(h, 0, read[steps], inputs, units);
    }
    return gradients[steps++];
  }

  /** Adds what was gathered to the gradients of the parameters. */
  void addGradient() {
    addGradient(ofInput.gradient(), 0, inputs);
    addGradient(ofOutput.gradient(), inputs, units);
    steps = 0;
  }

  private void addGradient(double[] gradient, int first, int count) {
    int width = row.length;
    for (int i = 0; i < count; i++) {
      System.arraycopy(gradient, i * width, row, 0, width);
      int step = 0;
      for (; step + 3 < steps; step += 4) {
        addFourInTurn(gradients, read, step, first + i, row);
      }
      for (; step < steps; step++) {
        add(gradients[step], read[step][first + i], row);
      }
      System.arraycopy(row, 0, gradient, i * width, width);
    }
  }

  private static void add(double[] w, double x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x * w[i];
    }
  }

  private static void addFour(double[][] w, double[] x, int at, int apart, double[] y) {
    double[] w0 = w[at];
    double[] w1 = w[at + apart];
    double[] w2 = w[at + 2 * apart];
    double[] w3 = w[at + 3 * apart];
    double x0 = x[at];
    double x1 = x[at + apart];
    double x2 = x[at + 2 * apart];
    double x3 = x[at + 3 * apart];
    for (int i = 0; i < y.length; i++) {
      y[i] += x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i];
    }
  }

  private static void addFourInTurn(double[][] w, double[][] x, int at, int place, double[] y) {
    double[] w0 = w[at];
    double[] w1 = w[at + 1];
    double[] w2 = w[at + 2];
    double[] w3 = w[at + 3];
    double x0 = x[at][place];
    double x1 = x[at + 1][place];
    double x2 = x[at + 2][place];
    double x3 = x[at + 3][place];
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] + x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i];
    }
  }
}
