package org.nas4j.images;

import org.nas4j.internal.checks.Checks;

/**
 * What to do with a training whose first epoch comes to nothing, as MetaQNN and BlockQNN do
 * (baker2017metaqnn, section 4.1 and code; zhong2018blockqnn, section 4.1): begin anew from other
 * random weights with a shorter step, and give it up after so many tries. An epoch has come to
 * nothing if the validation accuracy is at most 1.5 times that of guessing, 0.15 for ten classes,
 * as in MetaQNN's code; the paper says "no better than random".
 *
 * @param factor of the learning rate from one try to the next, in (0, 1]
 * @param tries in all, at least 1
 */
public record Restarts(double factor, int tries) {

  private static final double FACTOR = 0.4;
  private static final int META_QNN_TRIES = 5;
  private static final int BLOCK_QNN_TRIES = 4;
  private static final double ABOVE_CHANCE = 1.5;

  /** MetaQNN's: × 0.4, 5 tries. */
  public static final Restarts META_QNN = new Restarts(FACTOR, META_QNN_TRIES);

  /** BlockQNN's: × 0.4, 3 restarts. */
  public static final Restarts BLOCK_QNN = new Restarts(FACTOR, BLOCK_QNN_TRIES);

  /** Checks. */
  public Restarts {
    Checks.within(
        Checks.positive(factor, "factor of a learning rate"), 0, 1, "factor of a learning rate");
    Checks.positive(tries, "number of tries");
  }

  boolean isChance(double accuracy, int classes) {
    return accuracy <= ABOVE_CHANCE / classes;
  }
}
