package org.nas4j.predict;

import java.util.List;
import org.nas4j.internal.checks.Checks;

/**
 * A cell or block, and how good it was after each epoch of its training.
 *
 * @param cell at least one block
 * @param values after the first epoch and so on, at least one
 */
public record CellCourse(List<CellBlock> cell, List<Double> values) {

  /** Copies and checks. */
  public CellCourse {
    cell = List.copyOf(cell);
    values = List.copyOf(values);
    Checks.positive(cell.size(), "number of blocks");
    Checks.positive(values.size(), "number of epochs");
    values.forEach(each -> Checks.finite(each, "value after an epoch"));
  }
}
