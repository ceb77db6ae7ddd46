package org.nas4j.dl4j.internal.recurrent;

import static java.util.Objects.requireNonNull;

import org.nas4j.dl4j.internal.Optimizer;

/**
 * How weights follow their gradients. The gradient of all weights together is cut to the
 * optimizer's length first, then decay is added.
 *
 * @param optimizer how a gradient becomes a step
 * @param decay how much of each weight is added to its gradient
 * @param decayUnused whether weights that the trained cell does not name take the step too, with a
 *     gradient of zero: they decay, and go on by Adam's moments
 */
public record StepRule(Optimizer optimizer, double decay, boolean decayUnused) {

  /** Kingma and Ba's constants. */
  private static final Optimizer ADAM = new Optimizer(Optimizer.Method.ADAM, 0.9, 0.999, 1e-8);

  /** Plain steps down the gradient: momentum of zero. */
  private static final Optimizer PLAIN = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0);

  /** Checks. */
  public StepRule {
    requireNonNull(optimizer, "optimizer");
    if (!(optimizer.clip() > 0) || !(decay >= 0 && Double.isFinite(decay))) {
      throw new IllegalArgumentException("A gradient is cut to a length above 0, and weights decay"
          + " by at least 0, but got [" + optimizer.clip() + "] and [" + decay + "].");
    }
  }

  /**
   * Steps of Adam with its usual constants.
   *
   * @param clip greatest length of the gradient
   * @param decay how much of each weight is added to its gradient
   * @return the rule, by which other cells' weights rest
   */
  public static StepRule adam(double clip, double decay) {
    return new StepRule(ADAM.clipped(clip), decay, false);
  }

  /**
   * Plain steps.
   *
   * @param clip greatest length of the gradient
   * @param decay how much of each weight is added to its gradient
   * @return the rule, by which other cells' weights rest
   */
  public static StepRule plain(double clip, double decay) {
    return new StepRule(PLAIN.clipped(clip), decay, false);
  }

  /**
   * The same for other cells' weights too, or not.
   *
   * @param decays whether they take the step
   * @return a changed copy
   */
  public StepRule decayUnused(boolean decays) {
    return new StepRule(optimizer, decay, decays);
  }
}
