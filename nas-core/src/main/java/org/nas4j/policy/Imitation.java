package org.nas4j.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Imitation of the best trials so far: each update of the policy climbs, beside its own objective, the mean
 * log-probability of some trials that are drawn from the best, each genotype once: priority queue training
 * (abolafia2018pqt, section 3.3). It needs no baseline and does not depend on the unit of rewards.
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

  /**
   * Starts afresh.
   *
   * @return the live half
   */
  public Live open() {
    return new Live(this);
  }

  @Override
  public String toString() {
    return weight == 0 ? "none" : each + " of the " + best + " best, weight " + weight;
  }

  /** The best trials of one run. For one thread. */
  public static final class Live {

    private final Imitation settings;
    private final List<Experience> queue = new ArrayList<>();

    private Live(Imitation settings) {
      this.settings = settings;
    }

    /**
     * Takes note of an experience.
     *
     * @param experience is kept if it is among the best
     */
    public void add(Experience experience) {
      int at = queue.size();
      while (at > 0 && queue.get(at - 1).reward() < experience.reward()) {
        at--;
      }
      if (settings.weight == 0 || at == settings.best || isKnown(experience)) {
        return;
      }
      queue.add(at, experience);
      if (queue.size() > settings.best) {
        queue.remove(settings.best);
      }
    }

    private boolean isKnown(Experience experience) {
      return queue.stream()
          .anyMatch(
              each -> each.episode().genotype().equals(experience.episode().genotype()));
    }

    /** The trials that may be imitated now, the best first. */
    List<Experience> queue() {
      return queue;
    }

    /**
     * Adds to the gradient of a policy's parameters. As long as there is one trial only, there is none better than
     * another, and nothing is added.
     *
     * @param policy whose gradient
     * @param random draws the trials
     */
    public void addGradient(LstmPolicy policy, RandomGenerator random) {
      if (queue.size() < 2) {
        return;
      }
      for (int i = 0; i < settings.each; i++) {
        Experience drawn = queue.get(random.nextInt(queue.size()));
        Trace trace = policy.trace(drawn.episode());
        double[] factors = new double[trace.size()];
        Arrays.fill(factors, settings.weight / settings.each);
        trace.backward(factors, 0, null);
      }
    }
  }
}
