package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What one construction yielded: its walk and, if that was feasible, what the space built.
 *
 * @param walk the answers and points
 * @param built what was built; empty exactly if the walk is infeasible
 * @param <A> type of an architecture
 */
public record Build<A>(Walk walk, Optional<A> built) {

  /** Checks. */
  public Build {
    requireNonNull(walk, "walk");
    requireNonNull(built, "built");
    if (walk.isFeasible() != built.isPresent()) {
      throw new IllegalArgumentException(
          "A walk is feasible exactly if something was built, but it is [" + walk.isFeasible()
              + "] and [" + built.isPresent() + "].");
    }
  }

  /**
   * What was built.
   *
   * @return the architecture
   * @throws InfeasibleException if the answers describe nothing that can be built
   */
  public A architecture() {
    return built.orElseThrow(() -> walk.infeasible().orElseThrow());
  }

  /**
   * Whether something was built.
   *
   * @return true unless the space rejected the answers
   */
  public boolean isFeasible() {
    return built.isPresent();
  }

  /**
   * The answers.
   *
   * @return those of the walk
   */
  public Genotype genotype() {
    return walk.genotype();
  }

  /**
   * The points that were asked.
   *
   * @return those of the walk, in the genotype's order
   */
  public List<DecisionPoint> points() {
    return walk.points();
  }
}
