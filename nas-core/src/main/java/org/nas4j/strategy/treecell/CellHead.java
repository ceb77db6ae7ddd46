package org.nas4j.strategy.treecell;

import org.nas4j.internal.math.Matrix;
import org.nas4j.internal.math.Parameter;

/**
 * Scores the options of a decision by what the branch is: one layer of ReLU, then one number each.
 */
final class CellHead {

  private final int units;
  private final int options;
  private final Matrix first;
  private final Parameter firstBias;
  private final Matrix second;
  private final Parameter secondBias;

  CellHead(String decision, int inputs, int units, int options, Weights weights) {
    this.units = units;
    this.options = options;
    double range = 1 / Math.sqrt(inputs);
    this.first = weights.uniform(decision + " units", inputs, units, range);
    this.firstBias = weights.uniform(decision + " unit biases", units, range);
    double next = 1 / Math.sqrt(units);
    this.second = weights.uniform(decision + " options", units, options, next);
    this.secondBias = weights.uniform(decision + " option biases", options, next);
  }

  Tape.Vector scores(Tape tape, Tape.Vector seen) {
    Tape.Vector inner =
        tape.relu(tape.sum(tape.product(seen, first, units), tape.row(firstBias, 0, units)));
    return tape.sum(tape.product(inner, second, options), tape.row(secondBias, 0, options));
  }
}
