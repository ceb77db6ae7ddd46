package org.nas4j.images;

import org.nas4j.internal.checks.Checks;

/**
 * When a training has converged: it ends once validation has not become better by more than some
 * gain for some epochs, and the weights of its best epoch are kept (early stopping, Prechelt 1998).
 * What ends so has come to its own end: it is a full result, other than a training that a
 * {@link org.nas4j.search.PruningRule} gave up.
 *
 * <p>On images it goes by the accuracy on validation data, on text by the negative logarithm of the
 * perplexity, in nats a token. Epochs in which validation became better by less than the gain are
 * no reason to go on, but their weights are kept if they are the best.
 *
 * @param epochs how many epochs in a row may pass without the gain, at least 1
 * @param gain more than which counts, at least 0
 */
public record Patience(int epochs, double gain) {

  /** Checks. */
  public Patience {
    Checks.positive(epochs, "number of epochs without a gain");
    Checks.notNegative(gain, "gain of an epoch");
  }

  /**
   * Any gain counts.
   *
   * @param epochs how many epochs in a row may pass without it
   * @return the patience
   */
  public static Patience of(int epochs) {
    return new Patience(epochs, 0);
  }

  @Override
  public String toString() {
    return epochs + " epochs without a gain above " + gain;
  }
}
