package org.nas4j.strategy.uct;

import java.util.List;

/**
 * One way from the root to a candidate: the nodes, and the option of each decision that was asked.
 */
final class Playout {

  /** How it stands. */
  enum State {
    PENDING,
    SCORED,
    /** Without a value: it could not be built. */
    PRUNED
  }

  private final List<TreeNode> nodes;
  private final int[] answers;
  private State state = State.PENDING;
  private double reward;
  private int rank;
  private int members;

  /**
   * Takes the array as it is.
   *
   * @param nodes from the root to the candidate's own
   * @param answers by key, -1 where a key was not asked
   */
  Playout(List<TreeNode> nodes, int[] answers) {
    this.nodes = List.copyOf(nodes);
    this.answers = answers;
  }

  List<TreeNode> nodes() {
    return nodes;
  }

  /** The nodes that keep statistics. */
  List<TreeNode> members() {
    return nodes.subList(0, members);
  }

  /**
   * The nodes on the way join the tree: all, or those that are members and the first that is none.
   */
  void join(boolean all) {
    members = 0;
    while (members < nodes.size() && (all || nodes.get(members).isMember())) {
      nodes.get(members++).join();
    }
    if (members < nodes.size()) {
      nodes.get(members++).join();
    }
  }

  /** The option that answered a decision, or -1. */
  int answer(int key) {
    return key < answers.length ? answers[key] : -1;
  }

  State state() {
    return state;
  }

  double reward() {
    return reward;
  }

  /** Its number among the scored ones. */
  int rank() {
    return rank;
  }

  void score(double value, int number) {
    state = State.SCORED;
    reward = value;
    rank = number;
  }

  void prune() {
    state = State.PRUNED;
  }
}
