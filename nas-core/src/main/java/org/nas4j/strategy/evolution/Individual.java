package org.nas4j.strategy.evolution;

import org.nas4j.space.Genotype;

/** A member of the population: what it is and what it is worth. */
record Individual(Genotype genotype, double reward) {}
