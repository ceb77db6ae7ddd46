package org.nas4j.space;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one construction yielded.
 *
 * @param genotype the answers
 * @param architecture what was built from them
 * @param points the points that were asked, in the genotype's order
 * @param <A> type of an architecture
 */
public record Sample<A>(Genotype genotype, A architecture, List<DecisionPoint> points) {

  /** Checks and copies. */
  public Sample {
    requireNonNull(genotype, "genotype");
    requireNonNull(architecture, "architecture");
    points = List.copyOf(points);
  }
}
