package org.nas4j.examples.quickstart;

import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchResult;

/**
 * All that {@link Quickstart} found.
 *
 * @param search of the strategy asked for
 * @param random random search at the same budget; the same object if that was asked for
 * @param best of the search
 * @param randomBest of random search
 * @param reference written by hand
 */
record Findings(
    SearchResult<Architecture> search,
    SearchResult<Architecture> random,
    Finalist best,
    Finalist randomBest,
    Finalist reference) {}
