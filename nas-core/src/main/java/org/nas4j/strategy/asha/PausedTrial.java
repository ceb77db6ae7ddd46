package org.nas4j.strategy.asha;

import org.nas4j.space.Genotype;

/** A trial that has ended at a rung, and may go on. */
record PausedTrial(long id, Genotype genotype, double reward) {}
