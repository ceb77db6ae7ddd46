package org.nas4j.strategy.surrogate;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
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
 *
 * <p>{@link org.nas4j.strategy.Strategies#sizeaware} is the same with three additions, each by a
 * word of the builder: sizes, drawn kernels, and a tree search that makes a third of the proposals.
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
    private Optional<Double> temperature = Optional.empty();
    private Optional<Double> sizes = Optional.empty();
    private Optional<SurrogateSettings.Exploration> explorer = Optional.empty();

    private Builder() {}

    private Builder(SurrogateSettings settings) {
      initial = settings.initial();
      candidates = settings.candidates();
      parents = settings.parents();
      refit = settings.refit();
      remembered = settings.remembered();
      temperature = settings.temperature();
      sizes = settings.sizes();
      explorer = settings.explorer();
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
     * Draws a kernel for each proposal, in proportion to its likelihood to the power of 1/T: at 1
     * from its posterior under an even prior, at more so that even a confident process looks at
     * candidates in several ways. Without this call the likeliest is taken.
     *
     * @param temperature T, above 0
     * @return this
     */
    public Builder kernelTemperature(double temperature) {
      this.temperature = Optional.of(Checks.positive(temperature, "temperature of kernels"));
      return this;
    }

    /**
     * Learns a trend in what is known of candidates before they are evaluated: the product of their
     * figures, less the mean over the space and divided by the deviation there, is added to the
     * covariance. Figures are scores where there are some, so for networks the synaptic flow, else
     * the logarithms of sizes such as parameters and operations. Whether more is better is learned.
     * Without this call, or at 0, nothing is asked for.
     *
     * @param weight deviation of the trend over the space, where that of the process is 1; at least
     *     0
     * @return this
     */
    public Builder sizes(double weight) {
      double checked = Checks.notNegative(weight, "weight of sizes");
      sizes = checked == 0 ? Optional.empty() : Optional.of(checked);
      return this;
    }

    /**
     * Another method that makes a share of the proposals once the initial trials are over, and
     * learns from all. Without this call the process makes all of them.
     *
     * @param strategy a method that copes with trials of others, as each controller has to
     * @param share probability of a proposal by it, in [0, 1]
     * @return this
     */
    public Builder explorer(SearchStrategy strategy, double share) {
      explorer = Optional.of(new SurrogateSettings.Exploration(
          requireNonNull(strategy, "strategy"), Checks.within(share, 0, 1, "share of explorer")));
      return this;
    }

    /**
     * Builds.
     *
     * @return the strategy
     */
    public SurrogateSearch build() {
      return new SurrogateSearch(new SurrogateSettings(
          initial, candidates, parents, refit, remembered, temperature, sizes, explorer));
    }
  }
}
