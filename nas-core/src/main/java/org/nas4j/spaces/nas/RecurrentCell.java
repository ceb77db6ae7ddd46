package org.nas4j.spaces.nas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent cell of NAS (Zoph and Le 2017, section 3.4; zoph2017nas): a binary tree whose leaves
 * merge input and hidden state, each with two matrices of its own, and whose inner nodes merge two
 * nodes without weights. Leaves come first; inner node j merges nodes 2j and 2j + 1; the last node is
 * the new hidden state. One node's result is merged with the old cell state once it is known; one
 * node's value before its activation is the new cell state.
 *
 * @param nodes how each node merges, leaves first: an odd number of at least 3
 * @param injection how the old cell state is merged in
 * @param cellOutput number of the node whose value before activation is the new cell state
 * @param cellInput number of the node that the old cell state is merged into
 */
public record RecurrentCell(List<Merge> nodes, Merge injection, int cellOutput, int cellInput) {

  /** How two vectors become one. */
  public enum Combination {
    /** Sum. */
    ADD,
    /** Product, element by element. */
    MULTIPLY
  }

  /** What is done to each element then. */
  public enum Nonlinearity {
    /** Nothing. */
    IDENTITY,
    /** Hyperbolic tangent. */
    TANH,
    /** 1 / (1 + exp(−x)). */
    SIGMOID,
    /** max(0, x). */
    RELU;

    double apply(double x) {
      return switch (this) {
        case IDENTITY -> x;
        case TANH -> StrictMath.tanh(x);
        case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
        case RELU -> Math.max(0, x);
      };
    }
  }

  /**
   * A combination and an activation.
   *
   * @param combination how two vectors become one
   * @param activation what is done to each element then
   */
  public record Merge(Combination combination, Nonlinearity activation) {

    /** Checks. */
    public Merge {
      requireNonNull(combination, "combination");
      requireNonNull(activation, "activation");
    }

    private double[] combine(double[] a, double[] b) {
      double[] result = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        result[i] = combination == Combination.ADD ? a[i] + b[i] : a[i] * b[i];
      }
      return result;
    }

    private double[] activate(double[] a) {
      double[] result = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        result[i] = activation.apply(a[i]);
      }
      return result;
    }
  }

  /**
   * What a step yields.
   *
   * @param hidden the new hidden state
   * @param cell the new cell state
   */
  public record State(double[] hidden, double[] cell) {}

  /** Checks and copies. */
  public RecurrentCell {
    nodes = List.copyOf(nodes);
    requireNonNull(injection, "injection");
    if (nodes.size() < 3 || nodes.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "A tree has an odd number of nodes, at least 3, but got [" + nodes.size() + "].");
    }
    for (int index : new int[] {cellOutput, cellInput}) {
      if (index < 0 || index >= nodes.size()) {
        throw new IllegalArgumentException(
            "There is no node [" + index + "] among [" + nodes.size() + "].");
      }
    }
  }

  /**
   * The cell that NAS found on Penn Treebank, as released.
   *
   * @return a cell of base 8
   */
  public static RecurrentCell published() {
    Merge addSigmoid = new Merge(Combination.ADD, Nonlinearity.SIGMOID);
    Merge addTanh = new Merge(Combination.ADD, Nonlinearity.TANH);
    Merge timesTanh = new Merge(Combination.MULTIPLY, Nonlinearity.TANH);
    List<Merge> tree = List.of(
        addSigmoid,
        new Merge(Combination.ADD, Nonlinearity.RELU),
        addSigmoid,
        new Merge(Combination.MULTIPLY, Nonlinearity.RELU),
        addTanh,
        addSigmoid,
        addTanh,
        addSigmoid,
        timesTanh,
        addTanh,
        timesTanh,
        addSigmoid,
        new Merge(Combination.MULTIPLY, Nonlinearity.IDENTITY),
        addTanh,
        timesTanh);
    return new RecurrentCell(tree, addTanh, 12, 8);
  }

  /**
   * The number of leaves.
   *
   * @return at least 2
   */
  public int base() {
    return (nodes.size() + 1) / 2;
  }

  /**
   * One step in time.
   *
   * @param input the input times the first matrix of each leaf, one vector a leaf
   * @param hidden the old hidden state times the second matrix of each leaf, one vector a leaf
   * @param cell the old cell state
   * @return the new states
   */
  public State step(double[][] input, double[][] hidden, double[] cell) {
    if (input.length != base() || hidden.length != base()) {
      throw new IllegalArgumentException(
          "The cell has [" + base() + "] leaves, but got vectors for ["
              + input.length
              + "] and ["
              + hidden.length
              + "].");
    }
    List<double[]> values = new ArrayList<>();
    double[] newCell = cell;
    for (int i = 0; i < nodes.size(); i++) {
      int left = 2 * (i - base());
      double[] merged = i < base()
          ? nodes.get(i).combine(input[i], hidden[i])
          : nodes.get(i).combine(values.get(left), values.get(left + 1));
      if (i == cellOutput) {
        newCell = merged;
      }
      double[] value = nodes.get(i).activate(merged);
      values.add(i == cellInput ? injection.activate(injection.combine(value, cell)) : value);
    }
    return new State(values.get(values.size() - 1), newCell);
  }
}
