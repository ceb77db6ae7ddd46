package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A walk and, if it was feasible, what the space built.
 *
 * @param walk the answers and points
 * @param architecture what was built; empty exactly if the walk is infeasible
 * @param <A> type of an architecture
 */
public record Attempt<A>(Walk walk, Optional<A> architecture) {

  /** Checks. */
  public Attempt {
    requireNonNull(walk, "walk");
    requireNonNull(architecture, "architecture");
  }
}
