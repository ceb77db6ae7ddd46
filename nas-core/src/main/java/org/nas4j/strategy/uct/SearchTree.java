package org.nas4j.strategy.uct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.Walk;

/**
 * All candidates that were proposed or observed, as a tree of their answers, and the means of their
 * rewards.
 */
final class SearchTree {

  private final UctSettings settings;
  private final TreeNode root = new TreeNode();
  private final List<Playout> playouts = new ArrayList<>();
  private final ScaledRewards rewards;
  private final List<Playout> scored = new ArrayList<>();
  private final Map<String, Integer> keys = new HashMap<>();

  SearchTree(UctSettings settings) {
    this.settings = settings;
    this.rewards = new ScaledRewards(settings.scale());
  }

  TreeNode root() {
    return root;
  }

  List<Playout> playouts() {
    return playouts;
  }

  boolean isExhausted() {
    return settings.repeats() ? root.isBarred() : root.isExhausted();
  }

  /** A chooser that descends by the bounds, for one walk. */
  Descent descent(RandomGenerator random) {
    return new Descent(this, settings, random);
  }

  /** The way of a walk that was made with a chooser of this tree. */
  Playout enter(Descent descent) {
    Playout playout = descent.playout();
    playouts.add(playout);
    playout.join(settings.expansion() == Uct.Expansion.WHOLE_PATH);
    List<TreeNode> nodes = playout.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).updateExhausted();
    }
    playout.members().forEach(node -> node.pend(1));
    return playout;
  }

  /** The way of a walk that was made otherwise. */
  Playout enter(Walk walk) {
    Descent descent = new Descent(this, settings, null);
    for (int i = 0; i < walk.points().size(); i++) {
      descent.follow(walk.points().get(i), walk.genotype().genes().get(i).option());
    }
    return enter(descent);
  }

  /** Takes a pending candidate's reward up to the root; negative infinity for one that failed. */
  void back(Playout playout, double reward) {
    playout.score(reward, scored.size());
    scored.add(playout);
    boolean changed = rewards.add(reward);
    playout.members().forEach(node -> node.pend(-1));
    if (changed) {
      playouts.forEach(each -> each.members().forEach(TreeNode::forget));
      scored.forEach(this::back);
    } else {
      back(playout);
    }
  }

  private void back(Playout playout) {
    double value = value(playout);
    playout.members().forEach(node -> node.back(value));
  }

  /**
   * Takes back a pending candidate that could not be built: it is never proposed again, and counts
   * for nothing.
   */
  void prune(Playout playout) {
    takeBack(playout);
    List<TreeNode> nodes = playout.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).updateBarred();
    }
  }

  /** Takes back a pending candidate, which counts for nothing. */
  void takeBack(Playout playout) {
    playout.prune();
    playout.members().forEach(node -> node.pend(-1));
  }

  double value(Playout playout) {
    return rewards.value(playout.rank());
  }

  /** A number for the n-th point of a construction that asks a decision. */
  int key(DecisionPoint point, int occurrence) {
    return keys.computeIfAbsent(occurrence + " " + point.decision().name(), name -> keys.size());
  }

  int keys() {
    return keys.size();
  }

  static int[] blank(int size) {
    int[] answers = new int[size];
    Arrays.fill(answers, -1);
    return answers;
  }
}
