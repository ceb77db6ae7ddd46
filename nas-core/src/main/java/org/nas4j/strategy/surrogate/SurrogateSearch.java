package org.nas4j.strategy.surrogate;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Bayesian optimization over decisions, for budgets of tens to a few hundred trials: after twenty
 * random candidates, a Gaussian process is fitted to what was observed, and of some hundred
 * candidates the one of the greatest expected improvement is proposed (jones1998ego;
 * rasmussen2006gp). Candidates are mutations of the best, once or twice, and a quarter random ones,
 * as BANANAS draws them (white2021bananas). Works on any space: two genotypes are the nearer, the
 * more decisions they answer alike ({@code exp(−d/ℓ)}), and a question that one was never asked is
 * a difference.
 *
 * <p>It is the plain method of the textbooks, not a published system for architectures. Choices of
 * ours: rewards count by their rank, turned into normal scores; length scale and noise are the
 * likeliest on a small grid, chosen anew every ten trials; the improvement is over the best of the
 * means at observed candidates, since single rewards are noisy; candidates in flight count as their
 * expected value; failures as the worst reward seen; beyond 200 trials the better 100 and the
 * latest are learned from, which bounds the time of a proposal. Options count as unordered. Twenty
 * random candidates instead of BANANAS' ten, since with ten one run in some stayed around a local
 * optimum.
 */
public final class SurrogateSearch implements SearchStrategy {

  private final SurrogateSettings settings;

  private SurrogateSearch(SurrogateSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts from our defaults.
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
    return new Builder(settings);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new SurrogateController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a surrogate search. */
  public static final class Builder {

    private int initial = 20;
    private int candidates = 150;
    private int parents = 5;
    private int refit = 10;
    private int remembered = 200;

    private Builder() {}

    private Builder(SurrogateSettings settings) {
      initial = settings.initial();
      candidates = settings.candidates();
      parents = settings.parents();
      refit = settings.refit();
      remembered = settings.remembered();
    }

    /**
     * Random candidates before the first fit.
     *
     * @param trials at least 2
     * @return this
     */
    public Builder initial(int trials) {
      initial = Checks.atLeast(trials, 2, "number of initial trials");
      return this;
    }

    /**
     * Candidates that each proposal is chosen from; the time of a proposal is proportional to it.
     *
     * @param count at least 1
     * @return this
     */
    public Builder candidates(int count) {
      candidates = Checks.atLeast(count, 1, "number of candidates");
      return this;
    }

    /**
     * How many of the best are mutated.
     *
     * @param count at least 1
     * @return this
     */
    public Builder parents(int count) {
      parents = Checks.atLeast(count, 1, "number of parents");
      return this;
    }

    /**
     * After how many trials length scale and noise are chosen anew.
     *
     * @param trials at least 1
     * @return this
     */
    public Builder refit(int trials) {
      refit = Checks.atLeast(trials, 1, "number of trials before a refit");
      return this;
    }

    /**
     * How many trials are learned from at most; the time of a proposal grows with its square.
     *
     * @param trials at least 10
     * @return this
     */
    public Builder remembered(int trials) {
      remembered = Checks.atLeast(trials, 10, "number of remembered trials");
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public SurrogateSearch build() {
      return new SurrogateSearch(
          new SurrogateSettings(initial, candidates, parents, refit, remembered));
    }
  }
}
