package org.nas4j.internal.math;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One layer of a long short-term memory, with its gradient: [i f o g] = x·W + h·U; c' = σ(f)·c +
 * σ(i)·tanh(g); h' = σ(o)·tanh(c'). Without biases, as in ENAS' code (pham2018enas). For one
 * thread.
 */
public final class LstmCell {

  private final int hidden;
  private final Parameter ofInput;
  private final Parameter ofOutput;
  private final GateWeights weights;
  private final Squashing squashing = new Squashing();

  /**
   * Weights drawn uniformly.
   *
   * @param inputs length of x
   * @param hidden length of h and c
   * @param range weights lie in [-range, range)
   * @param random draws them
   */
  public LstmCell(int inputs, int hidden, double range, RandomGenerator random) {
    this.hidden = hidden;
    this.ofInput = Parameter.uniform(inputs * 4 * hidden, range, random);
    this.ofOutput = Parameter.uniform(hidden * 4 * hidden, range, random);
    this.weights = new GateWeights(inputs, hidden, ofInput, ofOutput);
  }

  /**
   * The weights.
   *
   * @return the trained blocks
   */
  public List<Parameter> parameters() {
    return List.of(ofInput, ofOutput);
  }

  /**
   * Takes one step.
   *
   * @param x input
   * @param before state before, or null for zeros
   * @param after state after, is filled
   */
  public void forward(double[] x, State before, State after) {
    int n = hidden;
    double[] gates = after.gates;
    Arrays.fill(gates, 0);
    weights.addProduct(x, before == null ? null : before.output, gates);
    squashing.sigmoid(gates, 0, 3 * n);
    squashing.tanh(gates, 3 * n, 4 * n);
    for (int i = 0; i < n; i++) {
      double old = before == null ? 0 : before.cell[i];
      double cell = gates[i] * gates[3 * n + i] + gates[n + i] * old;
      after.cell[i] = cell;
      after.squashed[i] = cell;
    }
    squashing.tanh(after.squashed, 0, n);
    for (int i = 0; i < n; i++) {
      after.output[i] = gates[2 * n + i] * after.squashed[i];
    }
  }

  /**
   * Takes one step back in time. Needs {@code after.outputGradient} and {@code after.cellGradient}
   * complete; adds to those of {@code before}. The gradient of the weights is complete only after
   * {@link #finish}.
   *
   * @param x input of the step
   * @param before state before, or null for zeros
   * @param after state after
   * @param dx gradient of the input, changes
   */
  public void backward(double[] x, State before, State after, double[] dx) {
    int n = hidden;
    double[] gates = after.gates;
    double[] dGates = weights.nextGradient(x, before == null ? null : before.output);
    for (int i = 0; i < n; i++) {
      double in = gates[i];
      double forget = gates[n + i];
      double out = gates[2 * n + i];
      double g = gates[3 * n + i];
      double squashed = after.squashed[i];
      double dOutput = after.outputGradient[i];
      double dCell = after.cellGradient[i] + dOutput * out * (1 - squashed * squashed);
      double old = before == null ? 0 : before.cell[i];
      dGates[i] = dCell * g * in * (1 - in);
      dGates[n + i] = dCell * old * forget * (1 - forget);
      dGates[2 * n + i] = dOutput * squashed * out * (1 - out);
      dGates[3 * n + i] = dCell * in * (1 - g * g);
      if (before != null) {
        before.cellGradient[i] += dCell * forget;
      }
    }
    weights.addTransposedProduct(dGates, dx, before == null ? null : before.outputGradient);
  }

  /** Ends the way back: completes the gradient of the weights. */
  public void finish() {
    weights.addGradient();
  }

  /** What one step leaves behind, with room for its gradient. */
  public static final class State {

    private final double[] gates;
    private final double[] cell;
    private final double[] squashed;
    private final double[] output;
    private final double[] outputGradient;
    private final double[] cellGradient;

    /**
     * Room for one step.
     *
     * @param hidden length of h and c
     */
    public State(int hidden) {
      gates = new double[4 * hidden];
      cell = new double[hidden];
      squashed = new double[hidden];
      output = new double[hidden];
      outputGradient = new double[hidden];
      cellGradient = new double[hidden];
    }

    /**
     * h.
     *
     * @return the array itself
     */
    public double[] output() {
      return output;
    }

    /**
     * Gradient of h, to be added to before the step back.
     *
     * @return the array itself
     */
    public double[] outputGradient() {
      return outputGradient;
    }

    /**
     * c.
     *
     * @return the array itself
     */
    public double[] cell() {
      return cell;
    }

    /**
     * Gradient of c, which a step back adds to that of the state before.
     *
     * @return the array itself
     */
    public double[] cellGradient() {
      return cellGradient;
    }

    /**
     * How many numbers it has room for.
     *
     * @return to reckon memory by
     */
    public long numbers() {
      return gates.length + 5L * output.length;
    }

    /** Sets the gradients to zero. */
    public void clearGradient() {
      Arrays.fill(outputGradient, 0);
      Arrays.fill(cellGradient, 0);
    }
  }
}
