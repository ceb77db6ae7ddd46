package org.nas4j.dl4j;

import org.nas4j.dl4j.internal.recurrent.Batch;
import org.nas4j.dl4j.internal.recurrent.Carried;
import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.StepRule;

/**
 * Steps of training that survive cells whose states grow without bound, as sums of identities and rectifiers may: states that
 * are carried on are shortened to a length, and a batch that overflows moves no weight, counts as a guess among all tokens,
 * and lets the next begin from zeros. Many of them in a row are a divergence.
 */
final class LanguageSteps {

  /** So long is a state of tangents of some hundred units at most. */
  private static final double LONGEST_STATE = 25;

  private static final int PATIENCE = 20;

  private final LanguageNetwork network;
  private final int hidden;
  private final double guess;
  private final Carried carried;
  private int overflows;

  LanguageSteps(LanguageNetwork network, int rows, int hidden, int vocabulary) {
    this.network = network;
    this.hidden = hidden;
    this.guess = Math.log(vocabulary);
    this.carried = new Carried(rows, hidden);
  }

  /** The text begins anew. */
  void restart() {
    carried.clear();
  }

  double train(CellProgram program, Batch batch, double rate, StepRule rule, int pass) {
    double loss = network.train(program, batch, carried, rate, rule);
    if (Double.isFinite(loss)) {
      overflows = 0;
      carried.limit(hidden, LONGEST_STATE);
      return loss;
    }
    carried.clear();
    if (++overflows == PATIENCE) {
      TrainingLoop.requireNumber(loss, pass);
    }
    return guess;
  }
}
