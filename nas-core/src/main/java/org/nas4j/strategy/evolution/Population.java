package org.nas4j.strategy.evolution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** A winner, and who came last behind it; they may be the same. */
  record Tournament(Individual winner, Individual last) {}

  /** Adds the youngest, which no tournament led to; if the population was full, someone leaves. */
  void add(Individual individual, RandomGenerator random) {
    add(individual, Optional.empty(), random);
  }

  /**
   * Adds the youngest; if the population was full, someone leaves.
   *
   * @param last who came last when its parent was chosen, if that is known
   */
  void add(Individual individual, Optional<Individual> last, RandomGenerator random) {
    if (isFull()) {
      leave(last, random);
    }
    living.add(individual);
  }

  private void leave(Optional<Individual> last, RandomGenerator random) {
    if (settings.removal() == Removal.OLDEST) {
      living.remove(0);
      return;
    }
    boolean takesLast = settings.removal() == Removal.WORST_OF_TOURNAMENT
        && last.isPresent()
        && living.stream().anyMatch(each -> each == last.get());
    Individual worst = takesLast ? last.get() : Collections.min(draw(random), BY_REWARD);
    living.removeIf(each -> each == worst);
  }

  /** The best of a random sample, among equals the first drawn, and the worst of it. */
  Tournament tournament(RandomGenerator random) {
    List<Individual> drawn = draw(random);
    return new Tournament(Collections.max(drawn, BY_REWARD), Collections.min(drawn, BY_REWARD));
  }

  private List<Individual> draw(RandomGenerator random) {
    List<Individual> pool = new ArrayList<>(living);
    List<Individual> drawn = new ArrayList<>();
    for (int i = 0; i < settings.sample() && !pool.isEmpty(); i++) {
      int index = random.nextInt(pool.size());
      drawn.add(settings.replacement() ? pool.get(index) : pool.remove(index));
    }
    return drawn;
  }
}
