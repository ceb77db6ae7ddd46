package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import org.nas4j.eval.Evaluator;
import org.nas4j.internal.checks.Checks;

/**
 * What is to be done with the best after a search.
 *
 * @param count how many are evaluated again
 * @param seeds how often each
 * @param longer by what; the search does not close it
 */
record FinalSettings<A>(int count, int seeds, Evaluator<A> longer) {

  FinalSettings {
    Checks.positive(count, "number of finalists");
    Checks.positive(seeds, "number of seeds of a finalist");
    requireNonNull(longer, "longer");
  }

  String inWords() {
    return count + " of " + seeds + (seeds == 1 ? " seed" : " seeds");
  }
}
