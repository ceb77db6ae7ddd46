package org.nas4j.oneshot;

/**
 * A learning rate that falls along a cosine, and starts anew after longer and longer cycles
 * (loshchilov2017sgdr). ENAS uses cycles of 10, 20, 40 … epochs, so that restarts are at epochs 10,
 * 30, 70, 150, 310 and 630.
 *
 * @param greatest at the start of each cycle
 * @param least towards the end of each cycle
 * @param firstCycle epochs of the first cycle, at least 1
 * @param factor how many times longer each cycle is than the one before, at least 1
 */
public record WarmRestarts(double greatest, double least, int firstCycle, int factor) {

  /**
   * As published for ENAS on images: from 0.05 to 0.001, cycles of 10 epochs, doubled each time.
   */
  public static final WarmRestarts ENAS = new WarmRestarts(0.05, 0.001, 10, 2);

  /** Checks. */
  public WarmRestarts {
    if (!(least >= 0 && greatest >= least && Double.isFinite(greatest))) {
      throw new IllegalArgumentException(
          "The learning rate must fall from a greatest to a least value"
              + " of at least 0, but got [" + greatest + "] and [" + least + "].");
    }
    if (firstCycle < 1 || factor < 1) {
      throw new IllegalArgumentException(
          "Cycles must last at least 1 epoch and not become shorter, but" + " got [" + firstCycle
              + "] epochs and the factor [" + factor + "].");
    }
  }

  /**
   * The learning rate at some time.
   *
   * @param epochs epochs that have passed, with fractions
   * @return between least and greatest
   */
  public double at(double epochs) {
    double begun = 0;
    double length = firstCycle;
    while (epochs >= begun + length) {
      begun += length;
      length *= factor;
    }
    double share = (epochs - begun) / length;
    return least + (greatest - least) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
  }
}
