package org.nas4j.oneshot;

import org.nas4j.arch.Architecture;

/**
 * Trains and judges networks on one set of shared weights, a minibatch at a time. A backend implements it. For one
 * thread.
 */
public interface Supernet {

  /**
   * The minibatches of one pass over the training data.
   *
   * @return at least 1
   */
  int trainingBatches();

  /**
   * One step of training of one network's shared weights, on the next minibatch of training data. Weights that the
   * network does not name stay as they are, unless the supernet was told to decay them too.
   *
   * @param child which network
   * @param learningRate the step's length
   * @return mean loss of the minibatch before the step
   * @throws InterruptedException if the thread is interrupted
   */
  double train(Architecture child, double learningRate) throws InterruptedException;

  /**
   * The minibatches of the validation data.
   *
   * @return at least 1
   */
  int validationBatches();

  /**
   * How good a network is with the shared weights as they are; changes nothing.
   *
   * @param child which network
   * @param batch number of a validation minibatch, from 0
   * @return fraction of the minibatch that is classified right, in [0, 1]
   * @throws InterruptedException if the thread is interrupted
   */
  double accuracy(Architecture child, int batch) throws InterruptedException;
}
