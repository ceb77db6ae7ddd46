package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a decision of {@link CellGrowth} is about.
 *
 * @param tree the cell so far
 * @param place the branch in it that is asked about, by the numbers that lead there
 */
public record CellState(CellTree tree, List<Integer> place) {

  /** Checks and copies. */
  public CellState {
    requireNonNull(tree, "tree");
    place = List.copyOf(place);
    tree.branch(place);
  }
}
