package org.nas4j.dl4j.internal.recurrent;

/**
 * How weights follow their gradients. The gradient of all weights together is cut to a length first, then decay is added.
 *
 * @param adam whether steps are those of Adam (Kingma and Ba 2015; 0.9, 0.999, 1e-8) or plain ones
 * @param clip greatest length of the gradient
 * @param decay how much of each weight is added to its gradient
 * @param decayUnused whether weights that the trained cell does not name take the step too, with a gradient of zero: they
 *     decay, and go on by Adam's moments
 */
public record StepRule(boolean adam, double clip, double decay, boolean decayUnused) {

  /** Checks. */
  public StepRule {
    if (!(clip > 0) || !(decay >= 0 && Double.isFinite(decay))) {
      throw new IllegalArgumentException("A gradient is cut to a length above 0, and weights decay"
          + " by at least 0, but got [" + clip + "] and [" + decay + "].");
    }
  }
}
