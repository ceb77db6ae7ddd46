package org.nas4j.strategy.bananas;

import org.nas4j.internal.recipe.Spread;

/**
 * All that BANANAS is told.
 *
 * @param encoding what predictors see
 * @param initial random candidates at the start
 * @param round candidates from one fit to the next
 * @param parents best trials that are mutated
 * @param candidates mutations among which a round is chosen
 * @param training of predictors
 */
record BananasSettings(
    Encoding encoding,
    int initial,
    int round,
    int parents,
    int candidates,
    @Spread Bananas.Training training) {}
