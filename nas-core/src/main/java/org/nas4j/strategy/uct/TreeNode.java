package org.nas4j.strategy.uct;

/** A place in the tree: the answers that lead to it, and what is known of the candidates below. */
final class TreeNode {

  private static final TreeNode[] UNKNOWN = {};

  private TreeNode[] children = UNKNOWN;
  private boolean exhausted;
  private boolean barred;
  private boolean member;
  private int visits;
  private int pending;
  private double sum;

  /** The node that an arm leads to; null as long as nobody went there. */
  TreeNode find(int arm) {
    return arm < children.length ? children[arm] : null;
  }

  /** The node that an arm leads to, made if need be. */
  TreeNode child(int arm, int arms) {
    if (children.length == 0) {
      children = new TreeNode[arms];
    }
    if (children[arm] == null) {
      children[arm] = new TreeNode();
    }
    return children[arm];
  }

  /** Whether nothing below is left to be proposed. */
  boolean isExhausted() {
    return exhausted;
  }

  /** To be called for a candidate's last node, then for those above, upwards. */
  void updateExhausted() {
    for (TreeNode child : children) {
      if (child == null || !child.exhausted) {
        return;
      }
    }
    exhausted = true;
  }

  /** Whether nothing below can be built, as far as is known. */
  boolean isBarred() {
    return barred;
  }

  /** To be called for a node that cannot be built, then for those above, upwards. */
  void updateBarred() {
    for (TreeNode child : children) {
      if (child == null || !child.barred) {
        return;
      }
    }
    barred = true;
  }

  /**
   * Whether this node belongs to the tree that keeps statistics; the others serve to know what was
   * proposed.
   */
  boolean isMember() {
    return member;
  }

  void join() {
    member = true;
  }

  int visits() {
    return visits;
  }

  int pending() {
    return pending;
  }

  double sum() {
    return sum;
  }

  void pend(int change) {
    pending += change;
  }

  void back(double value) {
    visits++;
    sum += value;
  }

  void forget() {
    visits = 0;
    sum = 0;
  }
}
