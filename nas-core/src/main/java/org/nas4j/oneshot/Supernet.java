package org.nas4j.oneshot;

import java.util.Map;

/**
 * Trains and judges networks on one set of shared weights, a minibatch at a time. A backend
 * implements it. For one thread.
 *
 * @param <A> what describes a network
 */
public interface Supernet<A> {

  /**
   * The minibatches of one pass over the training data.
   *
   * @return at least 1
   */
  int trainingBatches();

  /**
   * One step of training of one network's shared weights, on the next minibatch of training data.
   * Weights that the network does not name stay as they are, unless the supernet was told to decay
   * them too.
   *
   * @param child which network
   * @param learningRate the step's length
   * @return mean loss of the minibatch before the step
   * @throws InterruptedException if the thread is interrupted
   */
  double train(A child, double learningRate) throws InterruptedException;

  /**
   * Tells how much of the training of weights is over, before each step; layers such as
   * {@code DropPath} go by it. Nothing unless overridden.
   *
   * @param share 0 before the first step of a search, near 1 before its last
   */
  default void progress(double share) {}

  /**
   * The minibatches of the validation data.
   *
   * @return at least 1
   */
  int validationBatches();

  /**
   * How good a network is with the shared weights as they are; changes nothing. More is better: for
   * classifiers the fraction of the minibatch that is classified right, for language models a
   * constant over the perplexity.
   *
   * @param child which network
   * @param batch number of a validation minibatch, from 0
   * @return what the controller is rewarded by, a finite number
   * @throws InterruptedException if the thread is interrupted
   */
  double score(A child, int batch) throws InterruptedException;

  /**
   * How good a network is on all validation data; changes nothing.
   *
   * @param child which network
   * @return by default the mean over the minibatches
   * @throws InterruptedException if the thread is interrupted
   */
  default double score(A child) throws InterruptedException {
    double sum = 0;
    for (int batch = 0; batch < validationBatches(); batch++) {
      sum += score(child, batch);
    }
    return sum / validationBatches();
  }

  /**
   * What its figures depend on besides the calls: data, training, seed. A checkpoint goes on only
   * with a supernet that says the same.
   *
   * @return names and values; by default none
   */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * All that it is now, for a checkpoint. Changes nothing.
   *
   * @return independent of what happens next
   * @throws UnsupportedOperationException if it cannot say; by default
   */
  default SupernetState state() {
    throw new UnsupportedOperationException("The supernet [" + getClass().getName()
        + "] cannot say what its state is, so that there can be no checkpoint.\n"
        + "Maybe implement state() and restore(…), or leave checkpoint(…) out.");
  }

  /**
   * Goes on from a state: from now on each call does, to the last bit, what it would have done
   * after it. Asked of a supernet that was not used yet, with the same settings.
   *
   * @param state as {@link #state} gave it, perhaps in another process
   * @throws IllegalArgumentException if it is of another supernet
   * @throws IllegalStateException if this supernet was used before
   * @throws UnsupportedOperationException if it cannot; by default
   */
  default void restore(SupernetState state) {
    throw new UnsupportedOperationException("The supernet [" + getClass().getName()
        + "] cannot go on from a checkpoint.\n"
        + "Maybe implement state() and restore(…), or leave checkpoint(…) out.");
  }
}
