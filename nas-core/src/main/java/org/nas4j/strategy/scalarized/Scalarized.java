package org.nas4j.strategy.scalarized;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.objective.Objectives;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * A method that follows one number, such as a policy gradient or tree search, made one that
 * searches a front: it is told the worst of the weighted objectives (Chebyshev's scalarization,
 * equation 2 of knowles2006parego) as the reward, and the weights go from one end of the front to
 * the other, each set of them for a while, in an order that fills the gaps evenly (halves,
 * quarters, eighths, …).
 *
 * <p>It reads the objectives from a trial's figures, so that the search's reward does not matter to
 * it. Each objective is scaled to the range that was observed so far. A method for one number
 * learns slowly from a target that moves; how slowly is measured in docs/benchmarks/fronts.md.
 */
public final class Scalarized implements SearchStrategy {

  private final ScalarizedSettings settings;

  private Scalarized(ScalarizedSettings settings) {
    this.settings = settings;
  }

  /**
   * A method with our defaults: ten trials for each set of weights.
   *
   * @param strategy the method that follows one number
   * @param objectives what the front is about; the evaluator must give these figures
   * @return the strategy
   */
  public static Scalarized of(SearchStrategy strategy, Objectives objectives) {
    return builder(strategy, objectives).build();
  }

  /**
   * Starts from our defaults.
   *
   * @param strategy the method that follows one number
   * @param objectives what the front is about; the evaluator must give these figures
   * @return a builder
   */
  public static Builder builder(SearchStrategy strategy, Objectives objectives) {
    return new Builder(strategy, objectives);
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder(settings.strategy().strategy(), settings.objectives())
        .period(settings.period())
        .rho(settings.rho());
  }

  @Override
  public Controller open(ControllerContext context) {
    return new ScalarizedController(settings, settings.strategy().strategy().open(context));
  }

  /** Those of the method follow under its name. */
  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(Settings.of(settings));
    settings
        .strategy()
        .strategy()
        .settings()
        .forEach((name, value) -> all.put("of." + name, value));
    return Collections.unmodifiableMap(all);
  }

  /** Describes the strategy. For one thread. */
  public static final class Builder {

    private final SearchStrategy strategy;
    private final Objectives objectives;
    private int period = 10;
    private double rho = 0.05;

    private Builder(SearchStrategy strategy, Objectives objectives) {
      this.strategy = requireNonNull(strategy, "strategy");
      this.objectives = requireNonNull(objectives, "objectives");
    }

    /**
     * How many trials have the same weights; 10 unless set.
     *
     * @param trials at least 1
     * @return this
     */
    public Builder period(int trials) {
      period = Checks.positive(trials, "number of trials with the same weights");
      return this;
    }

    /**
     * The weight of the sum of the weighted objectives beside the worst; 0.05 unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder rho(double weight) {
      rho = Checks.notNegative(weight, "weight ρ of the sum");
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public Scalarized build() {
      return new Scalarized(
          new ScalarizedSettings(new ScalarizedSettings.Named(strategy), objectives, period, rho));
    }
  }
}
