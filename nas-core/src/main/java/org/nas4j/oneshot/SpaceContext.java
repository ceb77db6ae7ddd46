package org.nas4j.oneshot;

import java.util.random.RandomGenerator;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/** Lets a controller walk the space of a one-shot search. */
record SpaceContext(SearchSpace<?> space, long seed) implements ControllerContext {

  @Override
  public Walk walk(Chooser chooser) {
    return space.sample(chooser).walk();
  }

  @Override
  public Walk walk(Genotype genotype) {
    return space.replay(genotype).walk();
  }

  @Override
  public RandomGenerator random(String purpose) {
    return Seeds.random(seed, 0, "controller " + purpose);
  }
}
