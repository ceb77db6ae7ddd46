package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * Branches whose order has a meaning: each has its place in one long vector that all gates look at,
 * and a gate of its own by which it is forgotten (the N-ary cell of tai2015treelstm, section 3.2,
 * as cai2018pathlevel use it, with two places).
 */
final class OrderedBranches implements BranchCell {

  /** Places for branches. */
  static final int PLACES = 2;

  private static final int GATES = 3;

  private final int hidden;
  private final Gates up;
  private final Gates down;
  private final Matrix fromAbove;

  /**
   * What both ways have, each for itself.
   *
   * @param forgetStates one for each place; on the way down one more, for the state above
   */
  private record Gates(
      Matrix input,
      Matrix state,
      Parameter bias,
      Matrix forgetInput,
      List<Matrix> forgetStates,
      Parameter forgetBias) {

    static Gates of(String name, int inputs, int hidden, boolean isDown, Weights weights) {
      int seen = hidden * (PLACES + (isDown ? 1 : 0));
      List<Matrix> forget = new ArrayList<>();
      Matrix input = weights.orthogonal(name + " input", inputs, GATES * hidden);
      Matrix state = weights.orthogonal(name + " state", PLACES * hidden, GATES * hidden);
      Parameter bias = weights.zeros(GATES * hidden);
      Matrix forgetInput = weights.orthogonal(name + " forget input", inputs, hidden);
      for (int i = 0; i < PLACES + (isDown ? 1 : 0); i++) {
        forget.add(weights.orthogonal(name + " forget state " + i, seen, hidden));
      }
      return new Gates(input, state, bias, forgetInput, forget, weights.zeros(hidden));
    }
  }

  OrderedBranches(int inputs, int hidden, Weights weights) {
    this.hidden = hidden;
    this.up = Gates.of("concat up", inputs, hidden, false, weights);
    this.down = Gates.of("concat down", inputs, hidden, true, weights);
    this.fromAbove = weights.orthogonal("concat down above", hidden, GATES * hidden);
  }

  private List<TreeState> placed(List<TreeState> branches) {
    if (branches.size() > PLACES) {
      throw new IllegalArgumentException("There are places for [" + PLACES
          + "] branches side by side, but got [" + branches.size() + "].");
    }
    List<TreeState> placed = new ArrayList<>(branches);
    while (placed.size() < PLACES) {
      placed.add(TreeState.zeros(hidden));
    }
    return placed;
  }

  private static List<Tape.Vector> outputs(List<TreeState> states) {
    return new ArrayList<>(states.stream().map(TreeState::output).toList());
  }

  private Tape.Vector forget(
      Tape tape, Gates gates, Tape.Vector type, Tape.Vector seen, int place) {
    return tape.sum(
        tape.product(type, gates.forgetInput(), hidden),
        tape.product(seen, gates.forgetStates().get(place), hidden),
        tape.row(gates.forgetBias(), 0, hidden));
  }

  @Override
  public TreeState up(Tape tape, Tape.Vector type, List<TreeState> branches) {
    List<TreeState> placed = placed(branches);
    Tape.Vector all = tape.joined(outputs(placed));
    Tape.Vector gates = tape.sum(
        tape.product(type, up.input(), GATES * hidden),
        tape.product(all, up.state(), GATES * hidden),
        tape.row(up.bias(), 0, GATES * hidden));
    List<Tape.Vector> forget = new ArrayList<>();
    for (int k = 0; k < PLACES; k++) {
      forget.add(forget(tape, up, type, all, k));
    }
    return EdgeLstm.joined(
        tape, gates, forget, placed.stream().map(TreeState::cell).toList());
  }

  @Override
  public TreeState down(
      Tape tape, Tape.Vector type, TreeState above, List<TreeState> branches, int own) {
    List<TreeState> placed = placed(branches);
    placed.set(own, TreeState.zeros(hidden));
    List<Tape.Vector> outputs = outputs(placed);
    Tape.Vector gates = tape.sum(
        tape.product(type, down.input(), GATES * hidden),
        tape.product(tape.joined(outputs), down.state(), GATES * hidden),
        tape.product(above.output(), fromAbove, GATES * hidden),
        tape.row(down.bias(), 0, GATES * hidden));
    outputs.add(0, above.output());
    Tape.Vector seen = tape.joined(outputs);
    List<Tape.Vector> forget = new ArrayList<>();
    List<Tape.Vector> cells = new ArrayList<>();
    for (int k = 0; k < PLACES; k++) {
      forget.add(forget(tape, down, type, seen, k));
      cells.add(placed.get(k).cell());
    }
    forget.add(forget(tape, down, type, seen, PLACES));
    cells.add(above.cell());
    return EdgeLstm.joined(tape, gates, forget, cells);
  }
}
