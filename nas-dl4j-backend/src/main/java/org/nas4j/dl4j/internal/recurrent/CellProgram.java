package org.nas4j.dl4j.internal.recurrent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.recurrent.CellGraph;

/**
 * What a recurrent cell computes in one step of time, as a list of operations over registers. The
 * first registers are the old states. Immutable and thread-safe.
 */
public final class CellProgram {

  private final int hidden;
  private final List<Operation> operations;
  private final List<Integer> widths;
  private final List<Integer> next;
  private final int output;

  CellProgram(
      int hidden,
      List<Operation> operations,
      List<Integer> widths,
      List<Integer> next,
      int output) {
    this.hidden = hidden;
    this.operations = List.copyOf(operations);
    this.widths = List.copyOf(widths);
    this.next = List.copyOf(next);
    this.output = output;
    for (String name : List.of(RecurrentParameters.EMBEDDING, RecurrentParameters.DECODER_BIAS)) {
      if (weights().containsKey(name)) {
        throw new IllegalArgumentException("The cell names weights [" + name
            + "], which are the language model's own.\nMaybe call them by the cell's name.");
      }
    }
  }

  /**
   * A cell whose inputs are as wide as its states.
   *
   * @param cell what is computed
   * @param hidden units
   * @return its program; where cells differ in names and activations only, registers are the same
   */
  public static CellProgram of(CellGraph cell, int hidden) {
    return new CellCompiler(cell, hidden, true).compile();
  }

  /**
   * The matrices and biases of the cell.
   *
   * @return shapes by name, matrices as {@code [from, to]}
   */
  public Map<String, List<Integer>> weights() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Affine affine) {
        List<Integer> matrix = List.of(hidden, affine.width());
        if (affine.inputWeight() != null) {
          shapes.put(affine.inputWeight(), matrix);
        }
        if (affine.weight() != null) {
          shapes.put(affine.weight(), matrix);
        }
        if (affine.bias() != null) {
          shapes.put(affine.bias(), List.of(affine.width()));
        }
      }
    }
    return shapes;
  }

  /**
   * The number of trained values, without embedding and output bias.
   *
   * @return at least 1
   */
  public long parameters() {
    return weights().values().stream()
        .mapToLong(
            shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
        .sum();
  }

  /**
   * Units of each state.
   *
   * @return at least 1
   */
  public int hidden() {
    return hidden;
  }

  /**
   * The number of vectors that are carried from step to step.
   *
   * @return at least 1
   */
  public int states() {
    return next.size();
  }

  List<Operation> operations() {
    return operations;
  }

  int registers() {
    return widths.size();
  }

  int width(int register) {
    return widths.get(register);
  }

  /** The register that becomes a state of the next step. */
  int next(int state) {
    return next.get(state);
  }

  int output() {
    return output;
  }
}
