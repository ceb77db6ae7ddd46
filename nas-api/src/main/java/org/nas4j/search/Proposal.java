package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.nas4j.space.Genotype;

/**
 * What a controller wants to have evaluated.
 *
 * @param genotype the answers that describe it
 * @param parent trial whose weights it should start from, if any
 */
public record Proposal(Genotype genotype, OptionalLong parent) {

  /** Checks. */
  public Proposal {
    requireNonNull(genotype, "genotype");
    requireNonNull(parent, "parent");
  }

  /**
   * A proposal that starts from scratch.
   *
   * @param genotype the answers that describe it
   * @return the proposal
   */
  public static Proposal of(Genotype genotype) {
    return new Proposal(genotype, OptionalLong.empty());
  }
}
