package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * Branches whose order is without meaning: their outputs are added, and each is forgotten by a gate
 * that looks at it alone (tai2015treelstm, section 3.1, as cai2018pathlevel use it).
 */
final class ChildSum implements BranchCell {

  private static final int GATES = 3;

  private final int hidden;
  private final Gates up;
  private final Gates down;
  private final Matrix fromAbove;
  private final Matrix aboveForgetInput;
  private final Matrix aboveForgetState;
  private final Parameter aboveForgetBias;

  /** What both ways have, each for itself. */
  private record Gates(
      Matrix input,
      Matrix state,
      Parameter bias,
      Matrix forgetInput,
      Matrix forgetState,
      Parameter forgetBias) {

    static Gates of(String name, int inputs, int hidden, int seen, Weights weights) {
      return new Gates(
          weights.orthogonal(name + " input", inputs, GATES * hidden),
          weights.orthogonal(name + " state", hidden, GATES * hidden),
          weights.zeros(GATES * hidden),
          weights.orthogonal(name + " forget input", inputs, hidden),
          weights.orthogonal(name + " forget state", seen, hidden),
          weights.zeros(hidden));
    }
  }

  ChildSum(int inputs, int hidden, Weights weights) {
    this.hidden = hidden;
    this.up = Gates.of("add up", inputs, hidden, hidden, weights);
    this.down = Gates.of("add down", inputs, hidden, 2 * hidden, weights);
    this.fromAbove = weights.orthogonal("add down above", hidden, GATES * hidden);
    this.aboveForgetInput = weights.orthogonal("add down above forget input", inputs, hidden);
    this.aboveForgetState = weights.orthogonal("add down above forget state", 2 * hidden, hidden);
    this.aboveForgetBias = weights.zeros(hidden);
  }

  private static Tape.Vector outputs(Tape tape, int hidden, List<TreeState> states) {
    return states.isEmpty()
        ? Tape.zeros(hidden)
        : tape.sum(states.stream().map(TreeState::output).toArray(Tape.Vector[]::new));
  }

  @Override
  public TreeState up(Tape tape, Tape.Vector type, List<TreeState> branches) {
    Tape.Vector gates = tape.sum(
        tape.product(type, up.input(), GATES * hidden),
        tape.product(outputs(tape, hidden, branches), up.state(), GATES * hidden),
        tape.row(up.bias(), 0, GATES * hidden));
    List<Tape.Vector> forget = new ArrayList<>();
    for (TreeState branch : branches) {
      forget.add(tape.sum(
          tape.product(type, up.forgetInput(), hidden),
          tape.product(branch.output(), up.forgetState(), hidden),
          tape.row(up.forgetBias(), 0, hidden)));
    }
    return EdgeLstm.joined(
        tape, gates, forget, branches.stream().map(TreeState::cell).toList());
  }

  @Override
  public TreeState down(
      Tape tape, Tape.Vector type, TreeState above, List<TreeState> branches, int own) {
    List<TreeState> siblings = new ArrayList<>(branches);
    siblings.remove(own);
    Tape.Vector sum = outputs(tape, hidden, siblings);
    Tape.Vector gates = tape.sum(
        tape.product(type, down.input(), GATES * hidden),
        tape.product(sum, down.state(), GATES * hidden),
        tape.product(above.output(), fromAbove, GATES * hidden),
        tape.row(down.bias(), 0, GATES * hidden));
    List<Tape.Vector> forget = new ArrayList<>();
    List<Tape.Vector> cells = new ArrayList<>();
    for (TreeState sibling : siblings) {
      Tape.Vector seen = tape.joined(List.of(above.output(), sibling.output()));
      forget.add(tape.sum(
          tape.product(type, down.forgetInput(), hidden),
          tape.product(seen, down.forgetState(), hidden),
          tape.row(down.forgetBias(), 0, hidden)));
      cells.add(sibling.cell());
    }
    forget.add(tape.sum(
        tape.product(type, aboveForgetInput, hidden),
        tape.product(tape.joined(List.of(above.output(), sum)), aboveForgetState, hidden),
        tape.row(aboveForgetBias, 0, hidden)));
    cells.add(above.cell());
    return EdgeLstm.joined(tape, gates, forget, cells);
  }
}
