package org.nas4j.strategy.largescale;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Large-scale evolution of image classifiers (Real et al. 2017, section 3; real2017large): the
 * population begins with copies of the simplest network; then two members are drawn, the worse of
 * them is killed at once, and the better one has a child, a copy of it with one mutation, which
 * starts from its weights, is trained, and joins the population.
 *
 * <p>Made for {@link org.nas4j.morphism.largescale.LargeScaleSpace}, whose mutations it draws
 * uniformly among those that are possible, with the evaluator's parent weights carried over by that
 * space, its learning rate taken from there, and {@code deduplicateBy(Candidate::trialId)}, since
 * equal networks are trained on. On any other space the population begins at random, a child
 * differs in one answer ({@link org.nas4j.morphism.Mutation}), and names no parent.
 *
 * <p>Deviations: workers take turns, as everywhere here, so that a run repeats; a child's parent is
 * its trial's, and only the members that are living or under way count as population. While they
 * are fewer, since a trial failed, nobody is killed.
 */
public final class LargeScaleEvolution implements SearchStrategy {

  private final LargeScaleSettings settings;

  private LargeScaleEvolution(LargeScaleSettings settings) {
    this.settings = settings;
  }

  /**
   * The published population (real2017large, section 3.1): 1,000.
   *
   * @return the strategy
   */
  public static LargeScaleEvolution real() {
    return builder().population(1_000).build();
  }

  /**
   * Starts from our default, a population of 10, for budgets of about a hundred.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder().population(settings.population());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new TournamentController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a large-scale evolution. For one thread. */
  public static final class Builder {

    private int population = 10;

    private Builder() {}

    /**
     * How many live at once; 10 unless set. Of two, one lineage soon rules, and gets trapped
     * (real2017large, section 5).
     *
     * @param size at least 2
     * @return this
     */
    public Builder population(int size) {
      population = Checks.atLeast(size, 2, "population");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public LargeScaleEvolution build() {
      return new LargeScaleEvolution(new LargeScaleSettings(population));
    }
  }
}
