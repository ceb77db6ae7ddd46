package org.nas4j.strategy.treecell;

import org.nas4j.internal.recipe.Spread;
import org.nas4j.policy.EditLearning;

/**
 * All that a search for a cell is told.
 *
 * @param learning the update
 * @param tangent whether rewards are spread out by tan(r·π/2)
 * @param startFirst whether the unchanged network is evaluated first, and is the parent of all
 * @param embedding numbers that say what stands on an edge
 * @param hidden units of each LSTM
 * @param units of the layer between a branch and its scores
 * @param redraws how often a cell that is not wanted is drawn anew
 */
record TreeCellSettings(
    @Spread EditLearning learning,
    boolean tangent,
    boolean startFirst,
    int embedding,
    int hidden,
    int units,
    int redraws) {}
