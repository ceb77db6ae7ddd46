package org.nas4j.images;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.morphism.Morphism;

/**
 * Decides how a network grows while it is trained. Asked at the moments that {@link GrowingSearch}
 * sets. Any edit may be answered; it is applied as it is, so one that does not keep the function
 * costs what it forgets.
 */
@FunctionalInterface
public interface GrowthPolicy {

  /**
   * Chooses an edit.
   *
   * @param moment the network as it is, the edits that are at hand, and a way to try them
   * @param random for whatever is drawn
   * @return the edit to go on with; empty to leave the network as it is
   * @throws InterruptedException if the thread was interrupted while an edit was tried
   */
  Optional<Morphism> choose(GrowthMoment moment, RandomGenerator random)
      throws InterruptedException;

  /**
   * Leaves the network as it is, for comparison.
   *
   * @return a policy
   */
  static GrowthPolicy none() {
    return PlainGrowth.NONE;
  }

  /**
   * Takes one of the edits at hand, each as likely as another, for comparison.
   *
   * @return a policy
   */
  static GrowthPolicy random() {
    return PlainGrowth.RANDOM;
  }

  /**
   * Hill climbing: tries a few of the edits at hand, drawn at random, and takes the one after which
   * the loss is lowest (elsken2017nash, with trials of seconds, and one training that goes on in
   * place of a restart). It takes one as long as there is one at hand: how far the network may grow
   * goes by the speed, see {@link GrowingSearch.Builder#leastEpochsLeft}.
   *
   * @param tried how many edits are tried each time, at least 1
   * @return a policy
   */
  static GrowthPolicy hillClimbing(int tried) {
    return new HillClimbingGrowth(Checks.positive(tried, "number of edits tried"));
  }
}
