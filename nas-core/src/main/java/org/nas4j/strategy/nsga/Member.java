package org.nas4j.strategy.nsga;

import org.nas4j.space.Genotype;

/** One of the population: what it is, its losses, and how far it is beyond its constraints. */
record Member(Genotype genotype, double[] losses, double violation) {}
