package org.nas4j.examples.quickstart;

import java.time.Duration;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchResult;

/**
 * All that {@link Quickstart} found.
 *
 * @param search of the strategy asked for
 * @param random random search for as long; the same object if that was asked for
 * @param searchTime that the search had for its trials
 * @param randomTime that random search had, the same time or a little more
 * @param best of the search
 * @param randomBest of random search
 * @param reference written by hand
 */
record Findings(
    SearchResult<Architecture> search,
    SearchResult<Architecture> random,
    Duration searchTime,
    Duration randomTime,
    Finalist best,
    Finalist randomBest,
    Finalist reference) {}
