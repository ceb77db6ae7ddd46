package org.nas4j.strategy.evolution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The living, oldest first, and the tournament among them. */
final class Population {

  private static final Comparator<Individual> BY_REWARD =
      Comparator.comparingDouble(Individual::reward);

  private final EvolutionSettings settings;
  private final List<Individual> living = new ArrayList<>();

  Population(EvolutionSettings settings) {
    this.settings = settings;
  }

  boolean isFull() {
    return living.size() >= settings.population();
  }

  /** The oldest first. */
  List<Individual> living() {
    return Collections.unmodifiableList(living);
  }

  /** Adds the youngest; if the population was full, someone leaves. */
  void add(Individual individual, RandomGenerator random) {
    if (isFull()) {
      if (settings.removal() == Removal.OLDEST) {
        living.remove(0);
      } else {
        Individual worst = Collections.min(tournament(random), BY_REWARD);
        living.removeIf(each -> each == worst);
      }
    }
    living.add(individual);
  }

  /** The best of a random sample; among equals the first drawn. */
  Individual parent(RandomGenerator random) {
    return Collections.max(tournament(random), BY_REWARD);
  }

  private List<Individual> tournament(RandomGenerator random) {
    List<Individual> pool = settings.replacement() ? living : new ArrayList<>(living);
    List<Individual> drawn = new ArrayList<>();
    for (int i = 0; i < settings.sample() && !pool.isEmpty(); i++) {
      int index = random.nextInt(pool.size());
      drawn.add(settings.replacement() ? pool.get(index) : pool.remove(index));
    }
    return drawn;
  }
}
