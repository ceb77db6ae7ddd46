package org.nas4j.examples.papers;

import org.nas4j.arch.Architecture;
import org.nas4j.images.ParentWeights;
import org.nas4j.morphism.Inheritance;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.WeightStore;

/** Parents' weights, carried over as the space says. */
final class Inheriting {

  /** Children of trained networks take shorter steps. */
  private static final double RATE = 0.3;

  private Inheriting() {}

  static ParentWeights of(SearchSpace<Architecture> space, WeightStore store) {
    if (!(space instanceof Inheritance inheritance)) {
      throw new IllegalArgumentException("[" + space + "] does not say how weights are carried"
          + " over.\nMaybe use a space of edits.");
    }
    return ParentWeights.builder(store)
        .carriedBy(inheritance)
        .learningRate(RATE)
        .build();
  }

  /**
   * At the rate that is the candidate's own. Where the space does not say how weights are carried
   * over, networks stay as they are, and go on with their moments.
   */
  static ParentWeights unchanged(SearchSpace<Architecture> space, WeightStore store) {
    return space instanceof Inheritance inheritance
        ? ParentWeights.builder(store).carriedBy(inheritance).build()
        : ParentWeights.builder(store).moments(true).build();
  }
}
