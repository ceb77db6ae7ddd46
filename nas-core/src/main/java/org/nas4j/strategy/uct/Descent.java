package org.nas4j.strategy.uct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;

/**
 * Goes down the tree once: by the bounds as far as statistics reach, then by the rollout policy.
 */
final class Descent implements Chooser {

  private final SearchTree tree;
  private final UctSettings settings;
  private final RandomGenerator random;
  private final List<TreeNode> nodes = new ArrayList<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final Sharing sharing;
  private int[] answers;
  private TreeNode node;
  private boolean rollout;

  Descent(SearchTree tree, UctSettings settings, RandomGenerator random) {
    this.tree = tree;
    this.settings = settings;
    this.random = random;
    this.sharing = new Sharing(tree, settings.sharing());
    this.answers = SearchTree.blank(tree.keys());
    enter(tree.root());
  }

  private void enter(TreeNode next) {
    node = next;
    nodes.add(next);
    rollout |= !next.isMember();
  }

  Playout playout() {
    return new Playout(nodes, answers);
  }

  @Override
  public int choose(DecisionPoint point) {
    Question question = Question.of(point, settings.bisected().covers(point.decision()));
    int key = key(point);
    while (!question.isDecided()) {
      int arm = arm(question, key);
      enter(node.child(arm, question.arms()));
      question = question.after(arm);
    }
    return answered(point, key, question.option());
  }

  /** Goes where an answer leads that was given by others. */
  void follow(DecisionPoint point, int option) {
    Question question = Question.of(point, settings.bisected().covers(point.decision()));
    while (!question.isDecided()) {
      int arm = question.armOf(option);
      enter(node.child(arm, question.arms()));
      question = question.after(arm);
    }
    answered(point, key(point), option);
  }

  private int key(DecisionPoint point) {
    return tree.key(point, occurrences.merge(point.decision().name(), 1, Integer::sum));
  }

  private int answered(DecisionPoint point, int key, int option) {
    if (key >= answers.length) {
      int[] longer = SearchTree.blank(Math.max(key + 1, 2 * answers.length));
      System.arraycopy(answers, 0, longer, 0, answers.length);
      answers = longer;
    }
    answers[key] = option;
    if (!point.isForced()) {
      sharing.answered(key, option);
    }
    return option;
  }

  private int arm(Question question, int key) {
    Arms arms = new Arms(question.arms());
    for (int arm = 0; arm < question.arms(); arm++) {
      TreeNode child = node.find(arm);
      if (child == null || !isClosed(child)) {
        arms.open(arm);
      }
    }
    if (rollout && settings.rollout() == Uct.Rollout.AVERAGES) {
      new Sharing(tree, 1).fill(arms, question, key);
      return arms.sampled(settings.temperature(), random);
    }
    if (rollout && settings.expansion() == Uct.Expansion.ONE_NODE) {
      return arms.any(random);
    }
    if (settings.sharing() > 0) {
      sharing.fill(arms, question, key);
    } else {
      own(arms);
    }
    return arms.best(settings, random);
  }

  private boolean isClosed(TreeNode child) {
    return settings.repeats() ? child.isBarred() : child.isExhausted();
  }

  /** What the children themselves tell. */
  private void own(Arms arms) {
    for (int arm = 0; arm < arms.count(); arm++) {
      TreeNode child = node.find(arm);
      if (child != null) {
        arms.add(arm, child.visits(), child.sum());
        arms.pend(arm, child.pending());
      }
    }
  }
}
