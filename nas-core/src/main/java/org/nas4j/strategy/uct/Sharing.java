package org.nas4j.strategy.uct;

import java.util.Arrays;
import java.util.List;

/**
 * What the candidates elsewhere in the tree tell of a question: each counts with its weight, which
 * shrinks by a factor with each answer in which it differs from the way that led here.
 */
final class Sharing {

  private final List<Playout> playouts;
  private final SearchTree tree;
  private final double factor;
  private final double[] weights;

  Sharing(SearchTree tree, double factor) {
    this.tree = tree;
    this.playouts = tree.playouts();
    this.factor = factor;
    this.weights = new double[factor > 0 ? playouts.size() : 0];
    Arrays.fill(weights, 1);
  }

  void answered(int key, int option) {
    for (int i = 0; i < weights.length; i++) {
      if (playouts.get(i).answer(key) != option) {
        weights[i] *= factor;
      }
    }
  }

  void fill(Arms arms, Question question, int key) {
    int[] armOf = question.armOfEach();
    for (int i = 0; i < weights.length; i++) {
      Playout playout = playouts.get(i);
      int option = playout.answer(key);
      if (option < 0 || armOf[option] < 0) {
        continue;
      }
      switch (playout.state()) {
        case SCORED -> arms.add(armOf[option], weights[i], weights[i] * tree.value(playout));
        case PENDING -> arms.pend(armOf[option], weights[i]);
        case PRUNED -> {}
      }
    }
  }
}
