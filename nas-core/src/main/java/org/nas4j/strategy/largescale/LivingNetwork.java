package org.nas4j.strategy.largescale;

import org.nas4j.space.Genotype;

/** A member of the population: what it is, the trial that trained it, and what it is worth. */
record LivingNetwork(Genotype genotype, long trial, double reward) {}
