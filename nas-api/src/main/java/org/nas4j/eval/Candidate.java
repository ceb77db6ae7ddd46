package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.nas4j.space.Genotype;

/**
 * A proposal that was built and numbered, to be evaluated.
 *
 * @param trialId number of its trial, from 0
 * @param genotype the answers that describe it
 * @param architecture what was built from them
 * @param parent trial whose weights it starts from, if any
 * @param <A> type of an architecture
 */
public record Candidate<A>(long trialId, Genotype genotype, A architecture, OptionalLong parent) {

  /** Checks. */
  public Candidate {
    requireNonNull(genotype, "genotype");
    requireNonNull(architecture, "architecture");
    requireNonNull(parent, "parent");
  }
}
