package org.nas4j.spaces.nas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.recurrent.CellBuilder;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.arch.recurrent.Nonlinearity;

/**
 * A recurrent cell of NAS (Zoph and Le 2017, section 3.4; zoph2017nas): a binary tree whose leaves
 * merge input and hidden state, each with two matrices of its own, and whose inner nodes merge two
 * nodes without weights. Leaves come first; inner node j merges nodes 2j and 2j + 1; the last node
 * is the new hidden state. One node's result is merged with the old cell state once it is known;
 * one node's value before its activation is the new cell state.
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

    private int add(CellBuilder cell, int a, int b) {
      return combination == Combination.ADD ? cell.sum(a, b) : cell.times(a, b);
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

  /**
   * The cell as operations that an engine may train. Leaf i has matrices {@code leaf<i>/input} and
   * {@code leaf<i>/hidden}; state 0 is the hidden state, state 1 the cell state. Unlike the
   * paper's, both are {@linkplain org.nas4j.arch.recurrent.CellOperation.Bound bounded}, since
   * those of trees of identities and rectifiers grow without bound; those of tangents and sigmoids
   * are what they were.
   *
   * @return an equal cell as data
   */
  public CellGraph graph() {
    CellBuilder cell = CellGraph.builder(2);
    List<Integer> values = new ArrayList<>();
    int newCell = cell.state(1);
    for (int i = 0; i < nodes.size(); i++) {
      Merge merge = nodes.get(i);
      int left = 2 * (i - base());
      int merged = i < base()
          ? leaf(cell, i, merge)
          : merge.add(cell, values.get(left), values.get(left + 1));
      if (i == cellOutput) {
        newCell = merged;
      }
      int value = cell.activate(merge.activation(), merged);
      values.add(
          i == cellInput
              ? cell.activate(injection.activation(), injection.add(cell, value, cell.state(1)))
              : value);
    }
    int hidden = cell.bound(values.get(values.size() - 1));
    return cell.build(hidden, hidden, cell.bound(newCell));
  }

  private static int leaf(CellBuilder cell, int number, Merge merge) {
    Mix.Term input = new Mix.Term(cell.input(), "leaf" + number + "/input");
    Mix.Term old = new Mix.Term(cell.state(0), "leaf" + number + "/hidden");
    return merge.combination() == Combination.ADD
        ? cell.mix(1, input, old)
        : cell.times(cell.mix(1, input), cell.mix(1, old));
  }
}
