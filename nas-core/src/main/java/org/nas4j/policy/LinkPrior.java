package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;

/**
 * How many links a policy should want, whatever they earn: ENAS pulls the probability of each skip
 * connection towards a rate, by a penalty of weight · KL(q ‖ rate), summed over the links of an
 * anchor, mean over the anchors that have links (pham2018enas, section 2.3).
 *
 * @param weight at least 0; 0 for no penalty
 * @param rate share of links that is wanted, in (0, 1)
 * @param mode of which probability q is
 */
public record LinkPrior(double weight, double rate, Mode mode) {

  /** Which probability is compared with the rate. */
  public enum Mode {
    /**
     * q = σ(ℓ) of the logit ℓ of "yes", as in ENAS' released code. With
     * {@link LinkScoring#TWO_CLASSES} links are drawn with σ(2ℓ) instead, so that for a rate of 0.4
     * the policy is pulled towards 0.308.
     */
    OFFICIAL_CODE,
    /**
     * q is the probability with which links are drawn, so that the policy is pulled towards the
     * rate itself.
     */
    EXACT
  }

  /** No penalty. */
  public static final LinkPrior NONE = new LinkPrior(0, 0.5, Mode.EXACT);

  /** As published: weight 0.8, rate 0.4, by the released code. */
  public static final LinkPrior ENAS = new LinkPrior(0.8, 0.4, Mode.OFFICIAL_CODE);

  /** Checks. */
  public LinkPrior {
    requireNonNull(mode, "mode");
    Checks.notNegative(weight, "weight of a link prior");
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "The rate of links must be in (0, 1), but is [" + rate + "].");
    }
  }

  /**
   * The same with another weight.
   *
   * @param factor the weight is multiplied by this, at least 0
   * @return a new prior
   */
  public LinkPrior times(double factor) {
    return new LinkPrior(weight * factor, rate, mode);
  }
}
