package org.nas4j.predict;

import org.nas4j.internal.checks.Checks;

/**
 * A block of a cell as a predictor sees it: two inputs, each with an operation. Inputs are numbered
 * alike in cells of all sizes: what comes from outside first, then the blocks.
 *
 * @param firstInput number of an input, from 0
 * @param firstOperation number of an operation, from 0
 * @param secondInput number of an input, from 0
 * @param secondOperation number of an operation, from 0
 */
public record CellBlock(int firstInput, int firstOperation, int secondInput, int secondOperation) {

  /** Numbers that a block consists of. */
  static final int TOKENS = 4;

  /** Checks. */
  public CellBlock {
    Checks.notNegative(firstInput, "input");
    Checks.notNegative(firstOperation, "operation");
    Checks.notNegative(secondInput, "input");
    Checks.notNegative(secondOperation, "operation");
  }

  /** In the order of the components. */
  int token(int place) {
    return switch (place) {
      case 0 -> firstInput;
      case 1 -> firstOperation;
      case 2 -> secondInput;
      default -> secondOperation;
    };
  }
}
