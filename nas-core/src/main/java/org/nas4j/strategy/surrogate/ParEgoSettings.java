package org.nas4j.strategy.surrogate;

import org.nas4j.objective.Objectives;

/**
 * All that ParEGO is told.
 *
 * @param objectives what the front is about
 * @param initial random candidates before the first fit
 * @param candidates that each proposal is chosen from
 * @param parents how many of the best by the weights of the day are mutated
 * @param remembered how many trials are learned from at most
 * @param rho weight of the sum beside the worst of the objectives
 */
record ParEgoSettings(
    Objectives objectives, int initial, int candidates, int parents, int remembered, double rho) {}
