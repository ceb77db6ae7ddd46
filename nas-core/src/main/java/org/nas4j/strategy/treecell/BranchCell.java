package org.nas4j.strategy.treecell;

import java.util.List;

/** Brings the states of several branches together. */
interface BranchCell {

  /**
   * On the way up.
   *
   * @param type what says how the branches are merged
   * @param branches their states, in order
   * @return the state of the node that they hang from
   */
  TreeState up(Tape tape, Tape.Vector type, List<TreeState> branches);

  /**
   * On the way down.
   *
   * @param type what says how the branches are merged
   * @param above the state of the node that the branches hang from, on the way down
   * @param branches their states on the way up, in order
   * @param own number of the branch that the way goes down; what hangs from it is not looked at
   * @return the state at the upper end of that branch
   */
  TreeState down(Tape tape, Tape.Vector type, TreeState above, List<TreeState> branches, int own);
}
