package org.nas4j.strategy.qlearning;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;

/**
 * The reward of the decisions before the last one. BlockQNN gives each of them r / T
 * (zhong2018blockqnn, equation 6).
 *
 * <p>What T is, the paper leaves open, and it matters: with γ = 1 the first decision of L is worth
 * r (1 + (L − 1) / T). With T the length of the construction at hand that is nearly 2r whatever the
 * length; with a fixed T longer constructions earn more.
 *
 * @param kind what T is
 * @param length T if it is fixed
 */
public record Shaping(Kind kind, int length) {

  /** What T is. */
  public enum Kind {
    /** Nothing: only the last decision earns. */
    NONE,
    /** The number of decisions of the construction at hand. */
    OWN_LENGTH,
    /** A number. */
    FIXED_LENGTH
  }

  /** Only the last decision earns. */
  public static final Shaping NONE = new Shaping(Kind.NONE, 0);

  /** T is the number of decisions of the construction at hand. */
  public static final Shaping OWN_LENGTH = new Shaping(Kind.OWN_LENGTH, 0);

  /** Checks. */
  public Shaping {
    requireNonNull(kind, "kind");
    if (kind == Kind.FIXED_LENGTH) {
      Checks.positive(length, "length T");
    }
  }

  /**
   * T is a number, such as the greatest length.
   *
   * @param length at least 1
   * @return the rule
   */
  public static Shaping fixedLength(int length) {
    return new Shaping(Kind.FIXED_LENGTH, length);
  }

  /** The reward of a decision before the last one. */
  double intermediate(double reward, int ownLength) {
    return switch (kind) {
      case NONE -> 0;
      case OWN_LENGTH -> reward / ownLength;
      case FIXED_LENGTH -> reward / length;
    };
  }

  @Override
  public String toString() {
    return kind == Kind.FIXED_LENGTH ? kind + " " + length : kind.name();
  }
}
