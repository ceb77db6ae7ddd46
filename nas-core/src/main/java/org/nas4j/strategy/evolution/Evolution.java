package org.nas4j.strategy.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Regularized evolution (real2019evolution): a population of P, filled at random; each child is a mutation of the best of S
 * members drawn at random; it joins as the youngest, and the oldest leaves, however good.
 *
 * <p>Deviations: a mutation changes one gene of any space ({@link org.nas4j.morphism.Mutation}) instead of an operation or an
 * input of a cell, and never nothing (the paper's identity has probability 0.05: here an equal candidate would cost nothing and
 * teach nothing). What was proposed before, and what cannot be built, is drawn again, with one more mutation after each tenth
 * attempt. Members join in the order of observation; while the population is not full, proposals are random, so with several
 * trials in flight a few more of them are. Trials without reward do not join.
 *
 * <p>{@link #real} is what was published, for 20,000 trials. The defaults are ours, for budgets of about a hundred.
 */
public final class Evolution implements SearchStrategy {

  private final Builder settings;

  private Evolution(Builder settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults: population 20, sample 10.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from the published settings (real2019evolution, section 3): population 100, sample 25, with replacement.
   *
   * @return a builder
   */
  public static Builder real() {
    return new Builder().population(100).sample(25);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new EvolutionController(
        new Population(
            settings.population, settings.sample, settings.replacement, settings.removal),
        context);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "population", Integer.toString(settings.population),
        "sample", Integer.toString(settings.sample),
        "replacement", Boolean.toString(settings.replacement),
        "removal", settings.removal.name());
  }

  /** Describes an evolution. */
  public static final class Builder {

    private int population = 20;
    private int sample = 10;
    private boolean replacement = true;
    private Removal removal = Removal.OLDEST;

    private Builder() {}

    private Builder(Builder other) {
      population = other.population;
      sample = other.sample;
      replacement = other.replacement;
      removal = other.removal;
    }

    /**
     * How many live at once.
     *
     * @param size at least 1
     * @return this
     */
    public Builder population(int size) {
      population = positive(size, "population");
      return this;
    }

    /**
     * How many compete to be the parent: 1 is a random walk, the more the greedier.
     *
     * @param size at least 1
     * @return this
     */
    public Builder sample(int size) {
      sample = positive(size, "sample");
      return this;
    }

    /**
     * Whether one member may be drawn twice for a tournament, as in the paper; true by default.
     *
     * @param allowed whether it may
     * @return this
     */
    public Builder withReplacement(boolean allowed) {
      replacement = allowed;
      return this;
    }

    /**
     * Whether the oldest leaves, as in the paper and by default. Otherwise the worst of a random sample does, so that the best
     * may live for ever: the paper's comparison.
     *
     * @param oldestLeaves whether it does
     * @return this
     */
    public Builder ageing(boolean oldestLeaves) {
      removal = oldestLeaves ? Removal.OLDEST : Removal.WORST_OF_SAMPLE;
      return this;
    }

    private static int positive(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "The " + name + " must be at least 1, but is [" + value + "].");
      }
      return value;
    }

    /**
     * Checks and builds.
     *
     * @return the strategy
     * @throws IllegalStateException if the settings contradict each other
     */
    public Evolution build() {
      List<String> wrong = new ArrayList<>();
      if (!replacement && sample > population) {
        wrong.add("A sample of [" + sample + "] without replacement cannot be drawn from ["
            + population + "].\nMaybe lower sample, or allow replacement.");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalStateException(String.join("\n", wrong));
      }
      return new Evolution(new Builder(this));
    }
  }
}
