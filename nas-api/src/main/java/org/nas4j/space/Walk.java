package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The answers and points of one construction, without what was built: all that a controller sees of
 * a space.
 *
 * @param genotype the answers
 * @param points the points that were asked, in the genotype's order
 * @param infeasible why nothing could be built from the answers; empty if something could
 */
public record Walk(
    Genotype genotype, List<DecisionPoint> points, Optional<InfeasibleException> infeasible) {

  /** Checks and copies. */
  public Walk {
    requireNonNull(genotype, "genotype");
    points = List.copyOf(points);
    requireNonNull(infeasible, "infeasible");
  }

  /**
   * Whether the answers describe something that can be built.
   *
   * @return true unless the space rejected them
   */
  public boolean isFeasible() {
    return infeasible.isEmpty();
  }
}
