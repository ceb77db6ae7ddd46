package org.nas4j.strategy.uct;

import java.util.Optional;
import org.nas4j.internal.recipe.ShownIfSet;

/**
 * All that a search by UCT is told; {@link Uct.Builder} says what each means.
 *
 * @param exploration the constant c of the bound
 * @param scale how rewards come to [0, 1]
 * @param sharing weight of candidates elsewhere in the tree, for each answer that differs
 * @param expansion what a trial adds to the tree
 * @param rollout how a walk goes on outside the tree
 * @param temperature of {@link Uct.Rollout#AVERAGES}
 * @param virtualLoss how much of a loss a pending candidate is
 * @param widening how many arms a node has tried
 * @param guide of the surrogate; empty for none
 * @param repeats whether candidates may be proposed again
 * @param bisected which decisions are asked by halves
 * @param sizes weight in the surrogate of what is known untrained
 */
record UctSettings(
    double exploration,
    Uct.Scale scale,
    double sharing,
    Uct.Expansion expansion,
    Uct.Rollout rollout,
    double temperature,
    double virtualLoss,
    Widening widening,
    Optional<Uct.Guide> guide,
    boolean repeats,
    Uct.Bisection bisected,
    @ShownIfSet Optional<Double> sizes) {

  /**
   * A node that was passed n times tries a new arm only if it has tried fewer than factor · n^power
   * of them.
   */
  record Widening(double factor, double power) {

    boolean allows(int tried, double passed) {
      return tried < factor * StrictMath.pow(passed, power);
    }

    @Override
    public String toString() {
      return factor + " n^" + power;
    }
  }
}
