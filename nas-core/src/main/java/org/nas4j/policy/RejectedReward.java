package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import org.nas4j.internal.checks.Checks;

/**
 * What a controller learns from a candidate that could not be built.
 *
 * @param kind which rule
 * @param value the reward under {@link Kind#FIXED}
 */
public record RejectedReward(Kind kind, double value) {

  /** Nothing. */
  public static final RejectedReward SKIP = new RejectedReward(Kind.SKIP, 0);

  /** That it is as bad as the worst candidate so far; nothing as long as there is none. */
  public static final RejectedReward WORST = new RejectedReward(Kind.WORST, 0);

  /** The rules. */
  public enum Kind {
    /** Learns nothing. */
    SKIP,
    /** The lowest reward so far. */
    WORST,
    /** A fixed reward. */
    FIXED
  }

  /** Checks. */
  public RejectedReward {
    requireNonNull(kind, "kind");
    Checks.finite(value, "reward of rejected candidates");
  }

  /**
   * Always the same reward.
   *
   * @param reward finite
   * @return the rule
   */
  public static RejectedReward of(double reward) {
    return new RejectedReward(Kind.FIXED, reward);
  }

  /**
   * What a candidate that could not be built earns.
   *
   * @param worst lowest reward so far; not finite as long as there is none
   * @return nothing if there is nothing to learn
   */
  public OptionalDouble reward(double worst) {
    return switch (kind) {
      case SKIP -> OptionalDouble.empty();
      case WORST -> Double.isFinite(worst) ? OptionalDouble.of(worst) : OptionalDouble.empty();
      case FIXED -> OptionalDouble.of(value);
    };
  }
}
