package org.nas4j.strategy.treecell;

import java.util.List;
import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * Takes a state along an edge: an ordinary LSTM whose input says what stands on the edge. [i f o g]
 * = W x + U h + b; c' = σ(f)·c + σ(i)·tanh(g); h' = σ(o)·tanh(c').
 */
final class EdgeLstm {

  private static final int GATES = 4;

  private final int hidden;
  private final Matrix fromInput;
  private final Matrix fromState;
  private final Parameter bias;

  EdgeLstm(String name, int inputs, int hidden, Weights weights) {
    this.hidden = hidden;
    this.fromInput = weights.orthogonal(name + " input", inputs, GATES * hidden);
    this.fromState = weights.orthogonal(name + " state", hidden, GATES * hidden);
    this.bias = weights.zeros(GATES * hidden);
  }

  TreeState along(Tape tape, Tape.Vector edge, TreeState from) {
    int all = GATES * hidden;
    Tape.Vector gates = tape.sum(
        tape.product(edge, fromInput, all),
        tape.product(from.output(), fromState, all),
        tape.row(bias, 0, all));
    Tape.Vector in = tape.sigmoid(tape.part(gates, 0, hidden));
    Tape.Vector forget = tape.sigmoid(tape.part(gates, hidden, hidden));
    Tape.Vector out = tape.sigmoid(tape.part(gates, 2 * hidden, hidden));
    Tape.Vector fresh = tape.tanh(tape.part(gates, 3 * hidden, hidden));
    Tape.Vector cell = tape.sum(tape.times(in, fresh), tape.times(forget, from.cell()));
    return new TreeState(tape.times(out, tape.tanh(cell)), cell);
  }

  /** Where several states meet, this many gates are not those of single states. */
  static TreeState joined(
      Tape tape, Tape.Vector gates, List<Tape.Vector> forget, List<Tape.Vector> cells) {
    int hidden = gates.value.length / 3;
    Tape.Vector in = tape.sigmoid(tape.part(gates, 0, hidden));
    Tape.Vector out = tape.sigmoid(tape.part(gates, hidden, hidden));
    Tape.Vector fresh = tape.tanh(tape.part(gates, 2 * hidden, hidden));
    Tape.Vector[] parts = new Tape.Vector[cells.size() + 1];
    parts[0] = tape.times(in, fresh);
    for (int k = 0; k < cells.size(); k++) {
      parts[k + 1] = tape.times(tape.sigmoid(forget.get(k)), cells.get(k));
    }
    Tape.Vector cell = tape.sum(parts);
    return new TreeState(tape.times(out, tape.tanh(cell)), cell);
  }
}
