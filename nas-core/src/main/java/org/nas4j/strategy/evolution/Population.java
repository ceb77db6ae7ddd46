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

  private final int capacity;
  private final int sample;
  private final boolean replacement;
  private final Removal removal;
  private final List<Individual> living = new ArrayList<>();

  Population(int capacity, int sample, boolean replacement, Removal removal) {
    this.capacity = capacity;
    this.sample = sample;
    this.replacement = replacement;
    this.removal = removal;
  }

  boolean isFull() {
    return living.size() >= capacity;
  }

  /** The oldest first. */
  List<Individual> living() {
    return Collections.unmodifiableList(living);
  }

  /** Adds the youngest; if the population was full, someone leaves. */
  void add(Individual individual, RandomGenerator random) {
    if (isFull()) {
      if (removal == Removal.OLDEST) {
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
    List<Individual> pool = replacement ? living : new ArrayList<>(living);
    List<Individual> drawn = new ArrayList<>();
    for (int i = 0; i < sample && !pool.isEmpty(); i++) {
      int index = random.nextInt(pool.size());
      drawn.add(replacement ? pool.get(index) : pool.remove(index));
    }
    return drawn;
  }
}
