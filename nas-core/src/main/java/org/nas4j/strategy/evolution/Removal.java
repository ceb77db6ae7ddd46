package org.nas4j.strategy.evolution;

/** Who leaves the population when a child joins it. */
enum Removal {
  /** The oldest, so that a lucky evaluation cannot stay for ever. */
  OLDEST,
  /** The worst of the tournament that chose the child's parent: the paper's comparison. */
  WORST_OF_TOURNAMENT,
  /** The worst of a sample that is drawn for it: what the first version did. */
  WORST_OF_SAMPLE
}
