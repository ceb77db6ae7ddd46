package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.RewardFunction;

/**
 * A reward that is smaller the farther a candidate is beyond its constraints: the reward itself
 * where all are met, and otherwise less by the sum of {@linkplain Limit#violation violations}, each
 * a share of its limit, so that a search which can follow one number only is led back to what is of
 * use. Which trial is the best does not depend on it: one beyond a constraint never is.
 *
 * @param reward of a candidate that meets all
 * @param constraints what has to be kept
 */
public record ConstrainedReward(RewardFunction reward, List<Constraint> constraints)
    implements RewardFunction {

  /** From here on all are equally useless; keeps rewards finite. */
  private static final double MOST_VIOLATION = 10;

  /** Copies. */
  public ConstrainedReward {
    requireNonNull(reward, "reward");
    constraints = List.copyOf(constraints);
  }

  @Override
  public double reward(Evaluation evaluation) {
    double violation = 0;
    for (Constraint each : constraints) {
      violation += Math.min(each.violation(evaluation), MOST_VIOLATION);
    }
    return reward.reward(evaluation) - violation;
  }

  @Override
  public String toString() {
    return reward + " within " + constraints;
  }
}
