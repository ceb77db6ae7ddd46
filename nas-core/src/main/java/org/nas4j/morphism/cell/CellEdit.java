package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.morphism.Morphism;

/**
 * A step by which a cell grows. A value; what it does to a network is a {@link Morphism},
 * {@link CellSkeleton#morphism}.
 */
public sealed interface CellEdit {

  /**
   * Where.
   *
   * @return numbers of the branches that lead there from the root
   */
  List<Integer> place();

  /**
   * The cell afterwards.
   *
   * @param tree the cell before
   * @return the larger one
   * @throws IllegalArgumentException if the edit does not fit the tree
   */
  CellTree apply(CellTree tree);

  /**
   * What it does to one cell of a network.
   *
   * @param cell where the cell's nodes are in the network
   * @param tree the cell before
   * @return an edit of the network
   */
  Morphism morphism(CellPlace cell, CellTree tree);

  /**
   * Copies the only branch of a node, and merges the copies.
   *
   * @param place of the branch, from which nothing hangs
   * @param merge by mean or side by side
   * @param branches how many copies there shall be, at least 2
   */
  record Merge(List<Integer> place, CellMerge merge, int branches) implements CellEdit {

    /** Checks and copies. */
    public Merge {
      place = List.copyOf(place);
      requireNonNull(merge, "merge");
      if (merge == CellMerge.NONE || branches < 2) {
        throw new IllegalArgumentException("[" + branches + "] branches cannot be merged by ["
            + merge + "].\nMaybe leave the branch as it is.");
      }
    }

    @Override
    public CellTree apply(CellTree tree) {
      return tree.merged(place, merge, branches);
    }

    @Override
    public Morphism morphism(CellPlace cell, CellTree tree) {
      List<String> path = cell.nodes(tree, place);
      return merge == CellMerge.ADD
          ? Morphism.replicateToAdd(path, branches, cell.noise())
          : Morphism.replicateToConcat(path, branches, cell.noise());
    }
  }

  /**
   * Puts an undecided identity behind a leaf.
   *
   * @param place of the branch that ends in the leaf
   */
  record Insert(List<Integer> place) implements CellEdit {

    /** Copies. */
    public Insert {
      place = List.copyOf(place);
    }

    @Override
    public CellTree apply(CellTree tree) {
      return tree.inserted(place);
    }

    @Override
    public Morphism morphism(CellPlace cell, CellTree tree) {
      return Morphism.insertIdentity(cell.last(tree, place));
    }
  }

  /**
   * Decides what an undecided identity becomes.
   *
   * @param place of the branch with the identity
   * @param operation what it becomes
   */
  record Replace(List<Integer> place, CellOperation operation) implements CellEdit {

    /** Checks and copies. */
    public Replace {
      place = List.copyOf(place);
      requireNonNull(operation, "operation");
      if (operation == CellOperation.UNDECIDED) {
        throw new IllegalArgumentException("An undecided identity cannot become undecided.");
      }
    }

    @Override
    public CellTree apply(CellTree tree) {
      return tree.replaced(place, operation);
    }

    @Override
    public Morphism morphism(CellPlace cell, CellTree tree) {
      return new ReplaceOnEdge(cell.name(tree, place), operation, cell.order(), cell.noise());
    }
  }
}
