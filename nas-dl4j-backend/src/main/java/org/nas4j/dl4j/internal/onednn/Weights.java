package org.nas4j.dl4j.internal.onednn;

/** Where a plan finds the weights of its nodes. */
interface Weights {

  /** An array that is trained. */
  BlockedParameter get(String node, String name);

  /** A running statistic; null if none are kept. */
  BlockedParameter statistic(String node, String name);

  /**
   * Places all arrays that the recorded steps use.
   *
   * @param training whether gradients need room too
   */
  void settle(boolean training);

  /** Changes whenever the weights do. */
  long version();
}
