package org.nas4j.policy;

/**
 * Imitation of the best trials so far: each update of the policy climbs, beside its own objective,
 * the mean log-probability of some trials that are drawn from the best, each genotype once:
 * priority queue training (abolafia2018pqt, section 3.3). It needs no baseline and does not depend
 * on the unit of rewards.
 *
 * @param best how many trials are kept to be imitated; ties go to the older one
 * @param each how many of them are drawn for each update, with replacement
 * @param weight of their mean log-probability in the objective; 0 for no imitation
 */
public record Imitation(int best, int each, double weight) {

  /** None. */
  public static final Imitation NONE = new Imitation(1, 1, 0);

  /** Checks. */
  public Imitation {
    if (best < 1 || each < 1 || !(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(
          "Imitation needs some best trials, some for each update and a weight of at least 0, but got ["
              + best + "], [" + each + "] and [" + weight
              + "].\nMaybe Imitation.NONE is what is meant.");
    }
  }

  @Override
  public String toString() {
    return weight == 0 ? "none" : each + " of the " + best + " best, weight " + weight;
  }
}
