package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;

/**
 * How far a figure may go, inclusively, and how far beyond it is.
 *
 * @param side whether the figure may be less or more
 * @param value the last one that is allowed, in the figure's unit, above 0
 */
public record Limit(Side side, double value) {

  /** On which side of the value a figure has to be. */
  public enum Side {
    /** The value or less. */
    AT_MOST,
    /** The value or more. */
    AT_LEAST
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the value is not above 0 and finite
   */
  public Limit {
    requireNonNull(side, "side");
    Checks.positive(value, "limit");
  }

  /**
   * An upper limit, such as 50,000 parameters.
   *
   * @param value in the figure's unit, above 0
   * @return the limit
   */
  public static Limit atMost(double value) {
    return new Limit(Side.AT_MOST, value);
  }

  /**
   * A lower limit, such as an accuracy of 0.9.
   *
   * @param value in the figure's unit, above 0
   * @return the limit
   */
  public static Limit atLeast(double value) {
    return new Limit(Side.AT_LEAST, value);
  }

  /**
   * Whether a figure keeps it.
   *
   * @param figure in the limit's unit
   * @return false for NaN too
   */
  public boolean isKeptBy(double figure) {
    return side == Side.AT_MOST ? figure <= value : figure >= value;
  }

  /**
   * By which share of the limit a figure is beyond it: figure / limit − 1 above an upper one, limit
   * / figure − 1 below a lower one, so that half of what is needed is as bad as twice what is
   * allowed.
   *
   * @param figure in the limit's unit
   * @return 0 if it is kept; infinite below a lower limit if the figure is not above 0
   * @throws IllegalArgumentException if the figure is NaN
   */
  public double violation(double figure) {
    if (Double.isNaN(figure)) {
      throw new IllegalArgumentException("A figure under a limit must be a number, but is ["
          + figure + "].\nMaybe the training diverged; let it count as a failure.");
    }
    if (isKeptBy(figure)) {
      return 0;
    }
    if (side == Side.AT_MOST) {
      return figure / value - 1;
    }
    return figure > 0 ? value / figure - 1 : Double.POSITIVE_INFINITY;
  }

  @Override
  public String toString() {
    return (side == Side.AT_MOST ? "at most " : "at least ") + value;
  }
}
