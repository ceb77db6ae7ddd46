package org.nas4j.darts;

/**
 * A network whose edges are mixtures of operations, with training and validation data of which it
 * looks at one minibatch each at a time. A backend implements it. For one thread.
 */
public interface MixedNetwork {

  /** Which minibatch. */
  enum Part {
    /** Of the data that weights are fitted to. */
    TRAINING,
    /** Of the data that shares are fitted to. */
    VALIDATION
  }

  /**
   * A loss and its slopes.
   *
   * @param loss mean of the minibatch, without weight decay
   * @param weights its gradient by {@link MixedNetwork#weights}
   * @param shares its gradient by the shares
   */
  record Slope(double loss, double[] weights, double[] shares) {}

  /**
   * Edges of both kinds of cells together.
   *
   * @return at least 2
   */
  int edges();

  /**
   * Whether each edge hands some channels past its operations, times a share of their own.
   *
   * @return false unless overridden
   */
  default boolean bypasses() {
    return false;
  }

  /**
   * All weights but shares.
   *
   * @return a copy, in an order that never changes
   */
  double[] weights();

  /**
   * Replaces them.
   *
   * @param weights as many as {@link #weights}
   */
  void setWeights(double[] weights);

  /**
   * Minibatches of one pass over the training data.
   *
   * @return at least 1
   */
  int batches();

  /**
   * Goes on to the next minibatch of both parts.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void advance() throws InterruptedException;

  /**
   * Loss and slopes on the present minibatch of a part, with the present weights.
   *
   * @param part which
   * @param shares of each operation of each edge, {@code [edges × operations]}; behind them, if it
   *     {@link #bypasses}, of what each edge hands past them, {@code [edges]}
   * @return figures that belong to the caller
   * @throws InterruptedException if the thread is interrupted
   */
  Slope slope(Part part, double[] shares) throws InterruptedException;
}
