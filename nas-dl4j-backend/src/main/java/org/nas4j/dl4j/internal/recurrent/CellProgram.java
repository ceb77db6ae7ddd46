package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.nas.RecurrentCell;
import org.nas4j.spaces.nas.RecurrentCell.Combination;
import org.nas4j.spaces.nas.RecurrentCell.Merge;
import org.nas4j.spaces.nas.RecurrentCell.Nonlinearity;

/**
 * What a recurrent cell computes in one step of time, as a list of operations over registers. The first registers are the
 * old states. Immutable and thread-safe.
 */
public final class CellProgram {

  private final int hidden;
  private final List<Operation> operations;
  private final List<Integer> widths;
  private final List<Integer> next;
  private final int output;

  private CellProgram(Draft draft, int output, List<Integer> next) {
    this.hidden = draft.hidden;
    this.operations = List.copyOf(draft.operations);
    this.widths = List.copyOf(draft.widths);
    this.next = List.copyOf(next);
    this.output = output;
  }

  /**
   * A long short-term memory with one bias a gate.
   *
   * @param hidden units
   * @return its program
   */
  public static CellProgram lstm(int hidden) {
    Draft draft = new Draft(hidden, 2);
    int mixed = draft.affine(4, "lstm/input", 0, "lstm/hidden", "lstm/bias");
    int h = draft.register(1);
    int c = draft.register(1);
    draft.operations.add(new Operation.Gates(h, c, draft.register(1), mixed, 1));
    return new CellProgram(draft, h, List.of(h, c));
  }

  /**
   * A cell of ENAS.
   *
   * @param cell its nodes
   * @param hidden units
   * @return its program; registers are the same for all cells of as many nodes
   */
  public static CellProgram of(EnasRecurrentCell cell, int hidden) {
    Draft draft = new Draft(hidden, 1);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < cell.nodes().size(); i++) {
      int previous = i == 0 ? 0 : values.get(cell.nodes().get(i).previous());
      String input = i == 0 ? EnasRecurrentCell.INPUT_WEIGHT : null;
      int mixed = draft.affine(2, input, previous, cell.weight(i), null);
      int value = draft.register(1);
      draft.operations.add(new Operation.Highway(value, previous, mixed, cell.activation(i)));
      values.add(value);
    }
    int mean = draft.register(1);
    List<Integer> sources = cell.outputs().stream().map(values::get).toList();
    draft.operations.add(new Operation.Mean(mean, sources));
    int output = draft.limit(mean);
    return new CellProgram(draft, output, List.of(output));
  }

  /**
   * A cell of NAS.
   *
   * @param cell its tree
   * @param hidden units
   * @return its program
   */
  public static CellProgram of(RecurrentCell cell, int hidden) {
    Draft draft = new Draft(hidden, 2);
    List<Integer> values = new ArrayList<>();
    int newCell = 1;
    for (int i = 0; i < cell.nodes().size(); i++) {
      Merge merge = cell.nodes().get(i);
      int left = 2 * (i - cell.base());
      int merged = i < cell.base()
          ? draft.leaf(i, merge)
          : draft.merge(merge, values.get(left), values.get(left + 1));
      if (i == cell.cellOutput()) {
        newCell = merged;
      }
      int value = draft.activate(merge, merged);
      values.add(
          i == cell.cellInput()
              ? draft.activate(cell.injection(), draft.merge(cell.injection(), value, 1))
              : value);
    }
    int last = draft.limit(values.get(values.size() - 1));
    return new CellProgram(draft, last, List.of(last, draft.limit(newCell)));
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

  /** A program in the making. */
  private static final class Draft {

    private final int hidden;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    Draft(int hidden, int states) {
      this.hidden = hidden;
      for (int i = 0; i < states; i++) {
        register(1);
      }
    }

    int register(int blocks) {
      widths.add(blocks * hidden);
      return widths.size() - 1;
    }

    int affine(int blocks, String input, int source, String weight, String bias) {
      int target = register(blocks);
      operations.add(new Operation.Affine(target, blocks * hidden, input, source, weight, bias));
      return target;
    }

    int leaf(int number, Merge merge) {
      String input = "leaf" + number + "/input";
      String old = "leaf" + number + "/hidden";
      return merge.combination() == Combination.ADD
          ? affine(1, input, 0, old, null)
          : merge(merge, affine(1, input, -1, null, null), affine(1, null, 0, old, null));
    }

    int merge(Merge merge, int left, int right) {
      int target = register(1);
      operations.add(
          merge.combination() == Combination.ADD
              ? new Operation.Sum(target, left, right)
              : new Operation.Times(target, left, right));
      return target;
    }

    int limit(int source) {
      int target = register(1);
      operations.add(new Operation.Limit(target, source));
      return target;
    }

    int activate(Merge merge, int source) {
      if (merge.activation() == Nonlinearity.IDENTITY) {
        return source;
      }
      int target = register(1);
      operations.add(new Operation.Activate(target, source, merge.activation()));
      return target;
    }
  }
}
