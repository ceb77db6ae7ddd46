package org.nas4j.strategy.treecell;

import org.nas4j.internal.math.Adam;
import org.nas4j.internal.recipe.Spread;

/**
 * All that a search for a cell is told.
 *
 * @param batch cells of an update
 * @param adam how a step is made
 * @param greatestNorm the gradient is scaled down to this
 * @param entropyWeight of the policy's entropy in what is climbed
 * @param newRewardWeight of a batch's mean in the average that rewards are compared with
 * @param tangent whether rewards are spread out by tan(r·π/2)
 * @param startFirst whether the unchanged network is evaluated first, and is the parent of all
 * @param embedding numbers that say what stands on an edge
 * @param hidden units of each LSTM
 * @param units of the layer between a branch and its scores
 * @param redraws how often a cell that is not wanted is drawn anew
 */
record TreeCellSettings(
    int batch,
    @Spread Adam adam,
    double greatestNorm,
    double entropyWeight,
    double newRewardWeight,
    boolean tangent,
    boolean startFirst,
    int embedding,
    int hidden,
    int units,
    int redraws) {}
