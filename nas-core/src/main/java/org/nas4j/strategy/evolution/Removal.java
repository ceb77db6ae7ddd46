package org.nas4j.strategy.evolution;

/** Who leaves the population when a child joins it. */
enum Removal {
  /** The oldest, so that a lucky evaluation cannot stay for ever. */
  OLDEST,
  /** The worst of the tournament that chose the parent. */
  WORST_OF_SAMPLE
}
