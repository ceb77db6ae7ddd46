package org.nas4j.strategy.nsga;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Objectives;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * NSGA-II (deb2002nsga2): a genetic algorithm that searches a front instead of one best. Parents
 * win tournaments of two by rank, the number of fronts to peel off before them, then by crowding
 * distance; children inherit each decision from one of two parents, and now and then change one;
 * parents and children together are cut to the size of the population by the same order. Candidates
 * beyond a constraint come after all others, by the sum of violations (section VI).
 *
 * <p>It reads the objectives from a trial's figures, so that the search's reward does not matter to
 * it. Deviations: crossover is uniform over questions of equal name, and mutation changes to any
 * other option, since decisions have no order; what was proposed before, and what cannot be built,
 * is drawn again, with one change more after each tenth attempt. By our defaults, for budgets of
 * about a hundred, the population is 20 and each child meets its parents at once. A violation is
 * measured as a share of its limit. Trials without figures do not join.
 */
public final class Nsga2 implements SearchStrategy {

  private final Nsga2Settings settings;

  private Nsga2(Nsga2Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults: population 20, and each child meets its parents at once.
   *
   * @param objectives what the front is about; the evaluator must give these figures
   * @return a builder
   */
  public static Builder builder(Objectives objectives) {
    return new Builder(objectives);
  }

  /**
   * The published settings (deb2002nsga2, section IV): population 100, in generations, crossover
   * for nine of ten children, one change each.
   *
   * @param objectives what the front is about; the evaluator must give these figures
   * @return the strategy
   */
  public static Nsga2 deb(Objectives objectives) {
    return builder(objectives).population(100).steady(false).build();
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = builder(settings.objectives())
        .population(settings.population())
        .crossover(settings.crossover())
        .mutation(settings.mutation())
        .steady(settings.steady());
    settings.constraints().forEach(builder::constraint);
    return builder;
  }

  @Override
  public Controller open(ControllerContext context) {
    return new Nsga2Controller(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes the algorithm. */
  public static final class Builder {

    private final Objectives objectives;
    private final List<Constraint> constraints = new ArrayList<>();
    private int population = 20;
    private double crossover = 0.9;
    private double mutation = 1;
    private boolean steady = true;

    private Builder(Objectives objectives) {
      this.objectives = requireNonNull(objectives, "objectives");
    }

    /**
     * Adds a constraint, which comes before all objectives.
     *
     * @param constraint on a figure that the evaluator gives
     * @return this
     */
    public Builder constraint(Constraint constraint) {
      constraints.add(requireNonNull(constraint, "constraint"));
      return this;
    }

    /**
     * How many survive; 20 unless set.
     *
     * @param size at least 2
     * @return this
     */
    public Builder population(int size) {
      population = Checks.atLeast(size, 2, "population");
      return this;
    }

    /**
     * How often a child has two parents; 0.9 unless set.
     *
     * @param share in [0, 1]
     * @return this
     */
    public Builder crossover(double share) {
      crossover = Checks.within(share, 0, 1, "share of children with two parents");
      return this;
    }

    /**
     * How many decisions of a child change on average; 1 unless set.
     *
     * @param decisions at least 0
     * @return this
     */
    public Builder mutation(double decisions) {
      mutation = Checks.notNegative(decisions, "number of changed decisions");
      return this;
    }

    /**
     * Whether each child meets its parents as soon as it was observed, which needs fewer trials,
     * and is the default; otherwise once there are as many children as parents, as published.
     *
     * @param atOnce whether it does
     * @return this
     */
    public Builder steady(boolean atOnce) {
      steady = atOnce;
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public Nsga2 build() {
      return new Nsga2(new Nsga2Settings(
          objectives, List.copyOf(constraints), population, crossover, mutation, steady));
    }
  }
}
