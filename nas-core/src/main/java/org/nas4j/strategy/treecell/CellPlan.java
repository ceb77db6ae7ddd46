package org.nas4j.strategy.treecell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.morphism.cell.CellEdit;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.morphism.cell.CellTree;
import org.nas4j.space.Genotype;

/**
 * How a {@link CellPolicy} wants a cell to grow.
 *
 * @param growth what was asked
 * @param answers what the policy answered
 * @param edits of the cell, first to last
 */
public record CellPlan(CellGrowth growth, Genotype answers, List<CellEdit> edits) {

  /** Checks and copies. */
  public CellPlan {
    requireNonNull(growth, "growth");
    requireNonNull(answers, "answers");
    edits = List.copyOf(edits);
  }

  /**
   * The cell after the edits.
   *
   * @return the grown cell
   */
  public CellTree result() {
    return growth.grown(edits);
  }
}
