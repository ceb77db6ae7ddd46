package org.nas4j.strategy.treecell;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.cell.CellMerge;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellTree;

/**
 * Says what a branch is by what hangs from it and by what surrounds it: a tree-structured LSTM in
 * both directions (cai2018pathlevel, section 4.2). On the way up, states begin with zeros at the
 * leaves, meet at nodes, and are taken along edges; on the way down they begin with zeros at the
 * root, meet those of the siblings, and are taken along edges.
 */
final class TreeEncoder {

  private static final double RANGE = 0.1;
  private static final int ADD = 0;
  private static final int CONCAT_SPLIT = 1;
  private static final int CONCAT_COPY = 2;
  private static final int TYPES = 3;

  private final int embedding;
  private final int hidden;
  private final Parameter operations;
  private final Parameter types;
  private final ChildSum added;
  private final OrderedBranches concatenated;
  private final EdgeLstm up;
  private final EdgeLstm down;

  TreeEncoder(int embedding, int hidden, Weights weights) {
    this.embedding = embedding;
    this.hidden = hidden;
    int known = CellOperation.values().length;
    this.operations = weights.uniform("operations", known * embedding, RANGE);
    this.types = weights.uniform("node types", TYPES * embedding, RANGE);
    this.added = new ChildSum(embedding, hidden, weights);
    this.concatenated = new OrderedBranches(embedding, hidden, weights);
    this.up = new EdgeLstm("edge up", embedding, hidden, weights);
    this.down = new EdgeLstm("edge down", embedding, hidden, weights);
  }

  /** The branch as seen from below and from above, one behind the other. */
  Tape.Vector encode(Tape tape, CellTree tree, List<Integer> place) {
    TreeState above = TreeState.zeros(hidden);
    CellTree.Fork fork = tree.root();
    TreeState below = null;
    for (int index : place) {
      List<TreeState> branches = branches(tape, fork);
      above = down(tape, fork, above, branches, index);
      below = branches.get(index);
      fork = fork.branches().get(index).below().orElse(null);
    }
    return tape.joined(List.of(below.output(), above.output()));
  }

  /** The state of a branch on the way down, at its lower end. */
  private TreeState down(
      Tape tape, CellTree.Fork fork, TreeState above, List<TreeState> branches, int index) {
    TreeState met = fork.merge() == CellMerge.NONE
        ? above
        : cell(fork).down(tape, type(tape, fork), above, branches, index);
    return down.along(tape, operation(tape, fork.branches().get(index)), met);
  }

  /** The states of all branches of a node on the way up, at their upper ends. */
  List<TreeState> branches(Tape tape, CellTree.Fork fork) {
    List<TreeState> states = new ArrayList<>();
    for (CellTree.Branch branch : fork.branches()) {
      TreeState below =
          branch.below().map(each -> up(tape, each)).orElseGet(() -> TreeState.zeros(hidden));
      states.add(up.along(tape, operation(tape, branch), below));
    }
    return states;
  }

  /** The state of a node on the way up. */
  TreeState up(Tape tape, CellTree.Fork fork) {
    List<TreeState> states = branches(tape, fork);
    return fork.merge() == CellMerge.NONE
        ? states.get(0)
        : cell(fork).up(tape, type(tape, fork), states);
  }

  private BranchCell cell(CellTree.Fork fork) {
    return fork.merge() == CellMerge.ADD ? added : concatenated;
  }

  private Tape.Vector type(Tape tape, CellTree.Fork fork) {
    int type = fork.merge() == CellMerge.ADD ? ADD : fork.isSplit() ? CONCAT_SPLIT : CONCAT_COPY;
    return tape.row(types, type, embedding);
  }

  /** What is undecided is zeros. */
  private Tape.Vector operation(Tape tape, CellTree.Branch branch) {
    return branch.operation() == CellOperation.UNDECIDED
        ? Tape.zeros(embedding)
        : tape.row(operations, branch.operation().ordinal(), embedding);
  }
}
