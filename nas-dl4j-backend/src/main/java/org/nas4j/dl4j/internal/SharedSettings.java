package org.nas4j.dl4j.internal;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Function;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;

/**
 * What shared weights must know to be trained.
 *
 * @param first gives the arrays of a network by name; those whose names are new start with these
 *     values
 * @param training seed of dropout, optimizer, weight decay and the like
 * @param decayUnused whether weights that the trained network does not name take the step too, with
 *     a gradient of zero: they decay, and go on by their momentum, as in ENAS' released code; else
 *     they stay as they are, and so does their optimizer's state
 */
public record SharedSettings(
    Function<Architecture, Map<String, WeightArray>> first,
    NetworkSettings training,
    boolean decayUnused) {

  /** Checks. */
  public SharedSettings {
    requireNonNull(first, "first");
    requireNonNull(training, "training");
  }
}
