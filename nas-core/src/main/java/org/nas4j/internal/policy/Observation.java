package org.nas4j.internal.policy;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import org.nas4j.space.Genotype;

/**
 * What an actor is told of a trial.
 *
 * @param genotype the answers that describe it
 * @param reward what it earned, if anything
 * @param rejected whether it could not be built
 */
public record Observation(Genotype genotype, OptionalDouble reward, boolean rejected) {

  /** Checks. */
  public Observation {
    requireNonNull(genotype, "genotype");
    requireNonNull(reward, "reward");
  }
}
