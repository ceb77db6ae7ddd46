package org.nas4j.language;

import org.nas4j.dl4j.internal.recurrent.CellProgram;
import org.nas4j.dl4j.internal.recurrent.LanguageNetwork;
import org.nas4j.dl4j.internal.recurrent.RecurrentState;
import org.nas4j.dl4j.internal.recurrent.StepRule;
import org.nas4j.dl4j.internal.recurrent.TokenBatch;
import org.nas4j.images.TrainingLoop;

/**
 * Steps of training that survive a batch that overflows: it moves no weight, counts as a guess
 * among all tokens, and lets the next begin from zeros. Many of them in a row are a divergence.
 */
public final class LanguageSteps {

  private static final int PATIENCE = 20;

  private final LanguageNetwork network;
  private final double guess;
  private final RecurrentState carried;
  private int overflows;

  public LanguageSteps(LanguageNetwork network, int rows, int hidden, int vocabulary) {
    this.network = network;
    this.guess = Math.log(vocabulary);
    this.carried = new RecurrentState(rows, hidden);
  }

  /** The text begins anew. */
  public void restart() {
    carried.clear();
  }

  /** What goes on from one minibatch to the next. */
  RecurrentState carried() {
    return carried;
  }

  int overflows() {
    return overflows;
  }

  void goOn(int overflowsSoFar) {
    overflows = overflowsSoFar;
  }

  public double train(CellProgram program, TokenBatch batch, double rate, StepRule rule, int pass) {
    double loss = network.train(program, batch, carried, rate, rule);
    if (Double.isFinite(loss)) {
      overflows = 0;
      return loss;
    }
    carried.clear();
    if (++overflows == PATIENCE) {
      TrainingLoop.requireNumber(loss, pass);
    }
    return guess;
  }
}
