package org.nas4j.strategy.qlearning;

import org.nas4j.internal.recipe.Spread;
import org.nas4j.predict.BlockPredictor;

/**
 * All that Faster BlockQNN is told.
 *
 * @param agent what learns and proposes
 * @param predictor what foretells how good a block will be
 * @param initial blocks that are trained before the first prediction
 * @param imagined blocks that are foretold for each that is trained
 * @param refit blocks that are trained from one fit of the predictor to the next
 */
record FasterSettings(
    @Spread QLearningSettings agent,
    BlockPredictor predictor,
    int initial,
    int imagined,
    int refit) {}
