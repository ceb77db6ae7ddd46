package org.nas4j.internal.scalar;

/** One number of several losses, less being better. */
public interface Scalar {

  /**
   * The number.
   *
   * @param losses in the order of the objectives
   * @return finite, and at most {@link #worst} for losses within what was observed
   */
  double of(double[] losses);

  /**
   * The most that losses within what was observed come to.
   *
   * @return what constraints are added to
   */
  double worst();
}
