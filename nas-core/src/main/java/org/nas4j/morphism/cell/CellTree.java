package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A cell as a tree: its input is handed down from node to node along edges, each with an operation,
 * and what comes out at the leaves is merged on the way back (cai2018pathlevel, section 3.2). A
 * place in the tree is a branch, told by the numbers of the branches that lead to it from the root.
 *
 * @param root the node at which the input comes in and the output leaves
 */
public record CellTree(Fork root) {

  /**
   * A node.
   *
   * @param merge how its branches become one
   * @param isSplit whether each branch is given a part of the channels; otherwise all
   * @param branches in order, at least one; more than one only if they are merged
   */
  public record Fork(CellMerge merge, boolean isSplit, List<Branch> branches) {

    /** Checks and copies. */
    public Fork {
      requireNonNull(merge, "merge");
      branches = List.copyOf(branches);
      if (branches.isEmpty() || merge == CellMerge.NONE != (branches.size() == 1)) {
        throw new IllegalArgumentException("[" + branches.size()
            + "] branches cannot be merged by [" + merge + "].\nMaybe use NONE for one branch.");
      }
    }

    private Fork with(int index, Branch branch) {
      List<Branch> changed = new ArrayList<>(branches);
      changed.set(index, branch);
      return new Fork(merge, isSplit, changed);
    }
  }

  /**
   * An edge and what hangs from it.
   *
   * @param operation on the edge
   * @param below the node that its output goes to; empty at a leaf
   */
  public record Branch(CellOperation operation, Optional<Fork> below) {

    /** Checks. */
    public Branch {
      requireNonNull(operation, "operation");
      requireNonNull(below, "below");
    }

    /**
     * Whether nothing hangs from it.
     *
     * @return true if its output is merged at once
     */
    public boolean isLeaf() {
      return below.isEmpty();
    }
  }

  /** Checks. */
  public CellTree {
    requireNonNull(root, "root");
  }

  /**
   * A cell of one edge.
   *
   * @param operation on it
   * @return the smallest tree
   */
  public static CellTree of(CellOperation operation) {
    return new CellTree(single(operation));
  }

  private static Fork single(CellOperation operation) {
    return new Fork(CellMerge.NONE, false, List.of(new Branch(operation, Optional.empty())));
  }

  /**
   * A branch.
   *
   * @param place numbers of the branches that lead there, at least one
   * @return the branch
   * @throws IllegalArgumentException if there is none
   */
  public Branch branch(List<Integer> place) {
    Branch branch = null;
    Fork fork = root;
    for (int index : place) {
      if (fork == null || index < 0 || index >= fork.branches().size()) {
        throw new IllegalArgumentException("There is no branch " + place + " in [" + this + "].");
      }
      branch = fork.branches().get(index);
      fork = branch.below().orElse(null);
    }
    if (branch == null) {
      throw new IllegalArgumentException(
          "A place in a cell is told by at least one number, but got none.");
    }
    return branch;
  }

  /**
   * The node that a branch belongs to.
   *
   * @param place of the branch
   * @return its upper end
   */
  public Fork fork(List<Integer> place) {
    return place.size() == 1
        ? root
        : branch(place.subList(0, place.size() - 1)).below().orElseThrow();
  }

  private CellTree with(List<Integer> place, UnaryOperator<Fork> change) {
    return new CellTree(changed(root, place, 0, change));
  }

  private static Fork changed(
      Fork fork, List<Integer> place, int depth, UnaryOperator<Fork> change) {
    if (depth == place.size() - 1) {
      return change.apply(fork);
    }
    int index = place.get(depth);
    Branch branch = fork.branches().get(index);
    Fork below = changed(branch.below().orElseThrow(), place, depth + 1, change);
    return fork.with(index, new Branch(branch.operation(), Optional.of(below)));
  }

  /** Copies of the one branch at a node, none of them with anything below. */
  CellTree merged(List<Integer> place, CellMerge merge, int branches) {
    Branch only = branch(place);
    if (fork(place).merge() != CellMerge.NONE || !only.isLeaf()) {
      throw new IllegalArgumentException(
          "Branch " + place + " of [" + this + "] is not alone, or something hangs from it.");
    }
    boolean split = merge == CellMerge.CONCAT && only.operation().isSplit();
    return with(place, fork -> new Fork(merge, split, Collections.nCopies(branches, only)));
  }

  /** An undecided identity behind a leaf. */
  CellTree inserted(List<Integer> place) {
    Branch leaf = branch(place);
    if (!leaf.isLeaf()) {
      throw new IllegalArgumentException(
          "Something hangs from branch " + place + " of [" + this + "] already.");
    }
    Branch branch = new Branch(leaf.operation(), Optional.of(single(CellOperation.UNDECIDED)));
    return with(place, fork -> fork.with(place.get(place.size() - 1), branch));
  }

  /** An operation in the place of an undecided identity. */
  CellTree replaced(List<Integer> place, CellOperation operation) {
    Branch old = branch(place);
    if (old.operation() != CellOperation.UNDECIDED) {
      throw new IllegalArgumentException(
          "The operation of branch " + place + " of [" + this + "] is decided already.");
    }
    Branch branch = new Branch(operation, old.below());
    return with(place, fork -> fork.with(place.get(place.size() - 1), branch));
  }

  /**
   * The largest number of edges between the root and a leaf.
   *
   * @return at least 1
   */
  public int height() {
    return height(root);
  }

  private static int height(Fork fork) {
    return 1
        + fork.branches().stream()
            .mapToInt(branch -> branch.below().map(CellTree::height).orElse(0))
            .max()
            .orElseThrow();
  }

  /**
   * Whether something in it pools.
   *
   * @return true if the cell can at first not do what it grew from did
   */
  public boolean hasPooling() {
    return operations().stream().anyMatch(CellOperation::isPooling);
  }

  /**
   * The operations on all edges.
   *
   * @return each before those below it
   */
  public List<CellOperation> operations() {
    List<CellOperation> all = new ArrayList<>();
    collect(root, all);
    return List.copyOf(all);
  }

  private static void collect(Fork fork, List<CellOperation> all) {
    for (Branch branch : fork.branches()) {
      all.add(branch.operation());
      branch.below().ifPresent(below -> collect(below, all));
    }
  }

  @Override
  public String toString() {
    return text(root);
  }

  private static String text(Fork fork) {
    StringBuilder text = new StringBuilder();
    for (Branch branch : fork.branches()) {
      text.append(text.isEmpty() ? "" : ", ").append(branch.operation());
      branch.below().ifPresent(below -> text.append(" → ").append(text(below)));
    }
    return fork.merge() == CellMerge.NONE ? text.toString() : fork.merge() + "(" + text + ")";
  }
}
