package org.nas4j.images;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.morphism.Morphism;

/** Policies that look at nothing, to compare others with. */
enum PlainGrowth implements GrowthPolicy {
  NONE {
    @Override
    public Optional<Morphism> choose(GrowthMoment moment, RandomGenerator random) {
      return Optional.empty();
    }
  },
  RANDOM {
    @Override
    public Optional<Morphism> choose(GrowthMoment moment, RandomGenerator random) {
      List<Morphism> edits = moment.edits();
      return edits.isEmpty()
          ? Optional.empty()
          : Optional.of(edits.get(random.nextInt(edits.size())));
    }
  }
}
