package org.nas4j.internal.policy;

import org.nas4j.internal.math.Activations;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;

/**
 * How raw scores become logits, and what a link prior charges for the logit of a link. Stateless.
 */
final class Logits {

  private Logits() {}

  /** The logit of a raw score: c·tanh(score/temperature), or score/temperature without c. */
  static double of(double score, LstmSettings settings) {
    return of(score, settings, settings.tanhConstant());
  }

  /** The same with another c. */
  static double of(double score, LstmSettings settings, double c) {
    double scaled = score / settings.temperature();
    return c == Double.POSITIVE_INFINITY ? scaled : c * Activations.tanh(scaled);
  }

  /** The derivative of {@link #of} where it has the given value. */
  static double slope(double logit, LstmSettings settings) {
    return slope(logit, settings, settings.tanhConstant());
  }

  /** The same with another c. */
  static double slope(double logit, LstmSettings settings, double c) {
    return c == Double.POSITIVE_INFINITY
        ? 1 / settings.temperature()
        : (c - logit * logit / c) / settings.temperature();
  }

  /** The divergence of one link from a prior, without its weight, by the link's logit of "yes". */
  static double divergence(double logit, LinkScoring links, LinkPrior prior) {
    double rate = prior.rate();
    double q = 1 / (1 + StrictMath.exp(-scale(links, prior) * logit));
    return q * StrictMath.log(q / rate) + (1 - q) * StrictMath.log((1 - q) / (1 - rate));
  }

  /** Its derivative with regard to that logit. */
  static double divergenceSlope(double logit, LinkScoring links, LinkPrior prior) {
    double scale = scale(links, prior);
    double q = 1 / (1 + StrictMath.exp(-scale * logit));
    double rate = prior.rate();
    return scale * q * (1 - q) * (scale * logit - StrictMath.log(rate / (1 - rate)));
  }

  /** How many logits of "yes" lie between the two classes that q tells apart. */
  private static double scale(LinkScoring links, LinkPrior prior) {
    return prior.mode() == LinkPrior.Mode.EXACT ? 1 - links.factorOfNo() : 1;
  }
}
