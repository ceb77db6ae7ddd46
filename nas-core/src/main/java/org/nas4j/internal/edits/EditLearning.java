package org.nas4j.internal.edits;

import org.nas4j.internal.math.Adam;

/**
 * How a policy over edits learns.
 *
 * @param adam the update rule
 * @param greatestNorm to which a gradient is scaled down
 * @param batch episodes of an update
 * @param baselineWeight weight of the newest batch's mean in the baseline
 * @param entropyWeight of the mean entropy of a step
 */
public record EditLearning(
    Adam adam, double greatestNorm, int batch, double baselineWeight, double entropyWeight) {}
