package org.nas4j.strategy.evolution;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Regularized evolution (real2019evolution): a population of P, filled at random; each child is a
 * mutation of the best of S members drawn at random; it joins as the youngest, and the oldest
 * leaves, however good.
 *
 * <p>Deviations: a mutation changes one gene of any space ({@link org.nas4j.morphism.Mutation})
 * instead of an operation or an input of a cell, and never nothing (the paper's identity has
 * probability 0.05: here an equal candidate would cost nothing and teach nothing). What was
 * proposed before, and what cannot be built, is drawn again, with one more mutation after each
 * tenth attempt. Members join in the order of observation; while the population is not full,
 * proposals are random, so with several trials in flight a few more of them are. Trials without
 * reward do not join.
 *
 * <p>{@link #real} is what was published, for 20,000 trials. The defaults are ours, for budgets of
 * about a hundred.
 */
public final class Evolution implements SearchStrategy {

  private final EvolutionSettings settings;

  private Evolution(EvolutionSettings settings) {
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
   * The published settings (real2019evolution, section 3): population 100, sample 25, with
   * replacement.
   *
   * @return the strategy
   */
  public static Evolution real() {
    return builder().population(100).sample(25).build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new EvolutionController(new Population(settings), context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes an evolution. */
  public static final class Builder {

    private int population = 20;
    private int sample = 10;
    private boolean replacement = true;
    private Removal removal = Removal.OLDEST;

    private Builder() {}

    private Builder(EvolutionSettings settings) {
      population = settings.population();
      sample = settings.sample();
      replacement = settings.replacement();
      removal = settings.removal();
    }

    /**
     * How many live at once.
     *
     * @param size at least 1
     * @return this
     */
    public Builder population(int size) {
      population = Checks.positive(size, "population");
      return this;
    }

    /**
     * How many compete to be the parent: 1 is a random walk, the more the greedier.
     *
     * @param size at least 1
     * @return this
     */
    public Builder sample(int size) {
      sample = Checks.positive(size, "sample");
      return this;
    }

    /**
     * Whether one member may be drawn twice for a tournament, as in the paper; true by default.
     *
     * @param allowed whether it may
     * @return this
     */
    public Builder replacement(boolean allowed) {
      replacement = allowed;
      return this;
    }

    /**
     * Whether the oldest leaves, as in the paper and by default. Otherwise the worst of the sample
     * that the parent was the best of does, so that the best may live for ever: the paper's
     * comparison. What no tournament led to, and what leads to one that has left by then, makes the
     * worst of a new sample leave.
     *
     * @param oldestLeaves whether it does
     * @return this
     */
    public Builder ageing(boolean oldestLeaves) {
      removal = oldestLeaves ? Removal.OLDEST : Removal.WORST_OF_TOURNAMENT;
      return this;
    }

    /**
     * Lets neither the oldest leave nor the worst of the parent's tournament, but the worst of a
     * sample that is drawn for it: what {@link #ageing ageing(false)} meant in the first version.
     *
     * @return this
     */
    public Builder worstOfNewSampleLeaves() {
      removal = Removal.WORST_OF_SAMPLE;
      return this;
    }

    /**
     * Checks and builds.
     *
     * @return the strategy
     * @throws IllegalStateException if the settings contradict each other
     */
    public Evolution build() {
      if (!replacement && sample > population) {
        throw new IllegalStateException("A sample of [" + sample
            + "] without replacement cannot be drawn from [" + population
            + "].\nMaybe lower sample, or allow replacement.");
      }
      return new Evolution(new EvolutionSettings(population, sample, replacement, removal));
    }
  }
}
