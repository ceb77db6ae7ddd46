package org.nas4j.internal.edits;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Parameter;

/**
 * An LSTM with biases, which are the weights of one more input that is always 1: 0 at first, 1 for
 * the forget gate, as TensorFlow's cell that EAS uses. The other weights start uniform in
 * ±√(6/(inputs + outputs)). For one thread.
 */
public final class BiasedLstm {

  private static final int GATES = 4;

  private final int inputs;
  private final LstmCell cell;

  /**
   * A fresh cell.
   *
   * @param inputs length of x
   * @param hidden length of h and c
   * @param random draws the weights
   */
  public BiasedLstm(int inputs, int hidden, RandomGenerator random) {
    this.inputs = inputs;
    double range = StrictMath.sqrt(6.0 / (inputs + hidden + GATES * hidden));
    this.cell = new LstmCell(inputs + 1, hidden, range, random);
    double[] weights = cell.parameters().get(0).change();
    int biases = inputs * GATES * hidden;
    Arrays.fill(weights, biases, weights.length, 0);
    Arrays.fill(weights, biases + hidden, biases + 2 * hidden, 1);
  }

  /**
   * The weights.
   *
   * @return the trained blocks
   */
  public List<Parameter> parameters() {
    return cell.parameters();
  }

  /**
   * Room for an input, with the 1 at its end.
   *
   * @return a new array, one longer than x
   */
  public double[] input() {
    double[] x = new double[inputs + 1];
    x[inputs] = 1;
    return x;
  }

  /**
   * Takes one step.
   *
   * @param x of {@link #input}
   * @param before state before, or null for zeros
   * @param after state after, is filled
   */
  public void forward(double[] x, LstmCell.State before, LstmCell.State after) {
    cell.forward(x, before, after);
  }

  /**
   * Takes one step back in time, as {@link LstmCell#backward} does.
   *
   * @param x input of the step
   * @param before state before, or null for zeros
   * @param after state after
   * @return gradient of x, with one number more for the 1
   */
  public double[] backward(double[] x, LstmCell.State before, LstmCell.State after) {
    double[] dx = new double[x.length];
    cell.backward(x, before, after, dx);
    return dx;
  }

  /** Ends the way back, as {@link LstmCell#finish} does. */
  public void finish() {
    cell.finish();
  }
}
