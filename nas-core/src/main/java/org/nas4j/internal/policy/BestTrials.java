package org.nas4j.internal.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.policy.Imitation;

/** The best trials of one run, which the policy imitates. For one thread. */
public final class BestTrials {

  private final Imitation settings;
  private final List<Experience> queue = new ArrayList<>();
  private long seen;

  /**
   * Knows no trial yet.
   *
   * @param settings how many, how often, how much
   */
  public BestTrials(Imitation settings) {
    this.settings = settings;
  }

  /**
   * Takes note of an experience.
   *
   * @param experience is kept if it is among the best
   */
  public void add(Experience experience) {
    seen++;
    int at = queue.size();
    while (at > 0 && queue.get(at - 1).reward() < experience.reward()) {
      at--;
    }
    if (settings.weight() == 0 || at == settings.best() || isKnown(experience)) {
      return;
    }
    queue.add(at, experience);
    if (queue.size() > settings.best()) {
      queue.remove(settings.best());
    }
  }

  private boolean isKnown(Experience experience) {
    return queue.stream()
        .anyMatch(each -> each.episode().genotype().equals(experience.episode().genotype()));
  }

  /** The trials that may be imitated now, the best first. */
  List<Experience> queue() {
    return queue;
  }

  /**
   * Adds to the gradient of a policy's parameters. As long as one trial alone was seen, none is
   * better than another, and nothing is added.
   *
   * @param policy whose gradient
   * @param random draws the trials
   */
  public void addGradient(LstmPolicy policy, RandomGenerator random) {
    if (seen < 2 || queue.size() < Math.min(2, settings.best())) {
      return;
    }
    for (int i = 0; i < settings.each(); i++) {
      Experience drawn = queue.get(random.nextInt(queue.size()));
      Trace trace = policy.trace(drawn.episode());
      double[] factors = new double[trace.size()];
      Arrays.fill(factors, settings.weight() / settings.each());
      trace.backward(factors, 0, null);
    }
  }
}
