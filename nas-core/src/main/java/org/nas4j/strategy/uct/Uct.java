package org.nas4j.strategy.uct;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Decision;

/**
 * Tree search by upper confidence bounds. The answers so far are a node of a tree, the options of
 * the next decision its arms, a candidate is a leaf. A proposal descends from the root by the arm
 * of greatest mean + c·√(2 ln n / n_arm), n = Σ n_arm (UCB1; auer2002ucb, kocsis2006uct with c =
 * 2·Cp/√2), arms never taken first, ties drawn; where nothing is known yet it goes on by a rollout.
 * A trial's reward is then added to each node on its way: means are averages of returns, not
 * maxima.
 *
 * <p>The presets {@link #kocsis}, {@link #deepArchitect} and {@link #deepArchitectGuided} are what
 * was published. The defaults are ours, for budgets of about a hundred trials, and deviate in this:
 *
 * <ul>
 *   <li>A space of architectures answers a question once and for all, so a subtree of which every
 *       candidate was proposed is closed ({@link Builder#repeats} opens it).
 *   <li>Rewards are replaced by their ranks: accuracies often differ by a hundredth, and a bound
 *       made for [0, 1] would then explore for ever.
 *   <li>A hundred trials are too few for a tree that has more nodes: an arm also learns from
 *       candidates elsewhere in the tree that gave the same answer to the same question, each
 *       weighted by {@link Builder#sharing} to the power of the answers in which its way here
 *       differs. This is kernel regression UCT (yee2016krUct), with sums of weights for the counts
 *       of the bound, and a kernel of the Hamming distance; 0 is UCT, and 1 is the
 *       all-moves-as-first heuristic (gelly2007rave).
 *   <li>All of a trial's way joins the tree, not one node a trial, so that there are no rollouts
 *       but where nothing is known.
 *   <li>Three proposals of four are those that a surrogate expects most of ({@link Guide}); the
 *       fourth is the tree's own, where DeepArchitect draws one at random.
 * </ul>
 *
 * <p>Candidates that cannot be built are closed and count for nothing else; failed ones count as
 * the worst. Pending ones are losses until their reward is there (virtual loss;
 * chaslot2008parallel), so that no count is 0 where one was proposed. The tree lives for the run.
 */
public final class Uct implements SearchStrategy {

  /** How rewards come to [0, 1], which the bound is made for. */
  public enum Scale {
    /** They are there already, or the exploration constant makes up for it. */
    RAW,
    /** The lowest so far is 0, the highest 1. */
    MIN_MAX,
    /** The share of rewards so far that are lower; blind to unit and outliers. */
    RANKED
  }

  /** What a trial adds to the tree. */
  public enum Expansion {
    /**
     * The first node outside the tree: below it, its way is a rollout (coulom2006mcts,
     * negrinho2017deeparchitect).
     */
    ONE_NODE,
    /** All its way (kocsis2006uct). */
    WHOLE_PATH
  }

  /** How a walk goes on outside the tree. */
  public enum Rollout {
    /** All arms are equally likely. */
    UNIFORM,
    /**
     * The likelihood of an option is proportional to exp(mean / temperature), its mean that over
     * all trials that answered the question so: the move-average sampling technique
     * (finnsson2008mast). Learns nothing from the way.
     */
    AVERAGES
  }

  /**
   * How a surrogate guides the search (negrinho2017deeparchitect, section on sequential model-based
   * optimization, and the later code): before each proposal the tree is searched by so many
   * descents, each rewarded with what ridge regression on the n-grams of the answers predicts, and
   * the best new candidate is proposed.
   *
   * @param samples descents for a proposal, at least 1
   * @param exploration probability of a proposal without the surrogate, in [0, 1]
   * @param start trials before the surrogate is asked, at least 1
   * @param longest answers in an n-gram, at least 1
   * @param ridge λ of the regression, above 0
   */
  public record Guide(int samples, double exploration, int start, int longest, double ridge) {

    /** Checks. */
    public Guide {
      Checks.positive(samples, "number of descents");
      Checks.within(exploration, 0, 1, "probability of exploration");
      Checks.positive(start, "number of trials at the start");
      Checks.positive(longest, "length of n-grams");
      Checks.positive(ridge, "ridge");
    }
  }

  /** Our guide. */
  private static final Guide GUIDE = new Guide(50, 0.25, 10, 2, 1);

  /** Sizes teach something from few trials on. */
  private static final Guide GUIDE_BY_SIZE = new Guide(50, 0.25, 3, 2, 1);

  private static final double SIZES = 2;

  /**
   * Which decisions are asked by halves (negrinho2017deeparchitect, bisection), so that
   * neighbouring options share their first trials: is it in the lower or in the upper half of the
   * options, then in which half of these.
   *
   * @param name by which settings tell it from others, since a rule cannot be printed
   * @param which tells for each decision
   */
  public record Bisection(String name, Predicate<? super Decision<?>> which) {

    /** No decision. */
    public static final Bisection NONE = new Bisection("none", decision -> false);

    /** Every decision. */
    public static final Bisection ALL = new Bisection("all", decision -> true);

    /**
     * Decisions over numbers in rising or falling order: those of which the halves mean something.
     */
    public static final Bisection NUMERIC = new Bisection("numeric", Numeric::isOrdered);

    /** Checks. */
    public Bisection {
      requireNonNull(name, "name");
      requireNonNull(which, "which");
    }

    /**
     * Whether a decision is asked by halves.
     *
     * @param decision any of the space
     * @return true if it is
     */
    public boolean covers(Decision<?> decision) {
      return which.test(decision);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Package-private for the tests of the tree. */
  final UctSettings settings;

  private Uct(UctSettings settings) {
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
   * Our defaults, and a surrogate that also learns from what is known of a candidate before it is
   * evaluated, its synaptic flow or its sizes: asked from the fourth trial on, with a weight of 2
   * for the sizes. That larger networks are better is not assumed; it takes three trials to learn
   * whether they are. In a space that tells no sizes it is {@link #builder}'s but for the fourth to
   * tenth trial.
   *
   * @return the strategy
   */
  public static Uct sizeAware() {
    return builder().guide(GUIDE_BY_SIZE).sizes(SIZES).build();
  }

  /**
   * UCT as published (kocsis2006uct): Cp = 1/√2, raw rewards in [0, 1], all of the way stored,
   * candidates proposed again and again. For evaluators that are noisy, with a {@code NasSearch}
   * that does not re-use outcomes. Deviation: what cannot be built is closed, which a game, where
   * every move is legal, has no need of.
   *
   * @return the strategy
   */
  public static Uct kocsis() {
    return builder()
        .exploration(1)
        .scale(Scale.RAW)
        .sharing(0)
        .expansion(Expansion.WHOLE_PATH)
        .widening(Double.POSITIVE_INFINITY, 0)
        .guided(false)
        .repeats(true)
        .build();
  }

  /**
   * DeepArchitect's tree search (negrinho2017deeparchitect, code of the experiments): constant 0.5,
   * raw rewards, one node a trial, uniform rollouts. With {@link Bisection#ALL} it is the
   * restructured one. Deviations: what cannot be built is closed; n of the bound is the sum over
   * the arms, where the code takes the visits of the parent, one more of them.
   *
   * @return the strategy
   */
  public static Uct deepArchitect() {
    return kocsis().toBuilder().exploration(0.5).expansion(Expansion.ONE_NODE).build();
  }

  /**
   * DeepArchitect's model-based search, with its tree search to find what the surrogate likes
   * (negrinho2017deeparchitect, code; and the later code): ridge regression with λ 1,000 on n-grams
   * of up to 4 answers, a proposal without the surrogate with probability 0.25. Theirs are n-grams
   * of module names, 50 models drawn instead of descents, and rare n-grams left out; in place of a
   * random model ours is the tree's.
   *
   * @return the strategy
   */
  public static Uct deepArchitectGuided() {
    return deepArchitect().toBuilder()
        .repeats(false)
        .guide(new Guide(50, 0.25, 1, 4, 1000))
        .build();
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
    return new UctController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a search by UCT. */
  public static final class Builder {

    private double exploration = 0.4;
    private Scale scale = Scale.RANKED;
    private double sharing = 0.5;
    private Expansion expansion = Expansion.WHOLE_PATH;
    private Rollout rollout = Rollout.UNIFORM;
    private double temperature = 0.1;
    private double virtualLoss = 1;
    private UctSettings.Widening widening = new UctSettings.Widening(4, 0.5);
    private boolean repeats;
    private boolean guided = true;
    private Guide guide = GUIDE;
    private Bisection bisected = Bisection.NONE;
    private double sizes;

    private Builder() {}

    Builder(UctSettings settings) {
      exploration = settings.exploration();
      scale = settings.scale();
      sharing = settings.sharing();
      expansion = settings.expansion();
      rollout = settings.rollout();
      temperature = settings.temperature();
      virtualLoss = settings.virtualLoss();
      widening = settings.widening();
      repeats = settings.repeats();
      guided = settings.guide().isPresent();
      guide = settings.guide().orElse(GUIDE);
      bisected = settings.bisected();
      sizes = settings.sizes().orElse(0.0);
    }

    /**
     * The constant c of the bound; 0.4 unless set. In the paper's letters 2·Cp/√2.
     *
     * @param constant at least 0; 1 is UCB1
     * @return this
     */
    public Builder exploration(double constant) {
      exploration = Checks.notNegative(constant, "exploration constant");
      return this;
    }

    /**
     * How rewards come to [0, 1]; ranks unless set.
     *
     * @param newScale the scale
     * @return this
     */
    public Builder scale(Scale newScale) {
      scale = requireNonNull(newScale, "newScale");
      return this;
    }

    /**
     * How much a candidate elsewhere in the tree counts for a question that it answered too: this
     * number to the power of the earlier answers in which it differs; 0.5 unless set. A question is
     * the same if it has the same name and is asked for the n-th time too.
     *
     * @param factor in [0, 1]; 0 for a plain tree
     * @return this
     */
    public Builder sharing(double factor) {
      sharing = Checks.within(factor, 0, 1, "sharing factor");
      return this;
    }

    /**
     * What a trial adds to the tree; all its way unless set.
     *
     * @param newExpansion one node or all
     * @return this
     */
    public Builder expansion(Expansion newExpansion) {
      expansion = requireNonNull(newExpansion, "newExpansion");
      return this;
    }

    /**
     * How a walk goes on outside the tree; uniformly unless set.
     *
     * @param newRollout the policy
     * @return this
     */
    public Builder rollout(Rollout newRollout) {
      rollout = requireNonNull(newRollout, "newRollout");
      return this;
    }

    /**
     * The temperature of {@link Rollout#AVERAGES}; 0.1 unless set.
     *
     * @param newTemperature above 0, in units of the scaled reward
     * @return this
     */
    public Builder temperature(double newTemperature) {
      temperature = Checks.positive(newTemperature, "temperature");
      return this;
    }

    /**
     * How much of a loss a pending candidate is: 1, the default, counts it with a reward of 0, and
     * 0 with the mean of what it shares its way with, so that it narrows the bound only.
     *
     * @param share in [0, 1]
     * @return this
     */
    public Builder virtualLoss(double share) {
      virtualLoss = Checks.within(share, 0, 1, "virtual loss");
      return this;
    }

    /**
     * Progressive widening (couetoux2011continuous): a node that was passed n times tries a new arm
     * only if it has tried fewer than factor · n^power of them. Unless set 4·√n, which leaves
     * narrow decisions as they are; the presets try every arm first.
     *
     * @param factor at least 1
     * @param power in [0, 1]
     * @return this
     */
    public Builder widening(double factor, double power) {
      widening = new UctSettings.Widening(
          Checks.within(factor, 1, Double.POSITIVE_INFINITY, "widening factor"),
          Checks.within(power, 0, 1, "widening power"));
      return this;
    }

    /**
     * Whether candidates may be proposed again, for noisy evaluators; false unless set. A search
     * re-uses the outcome of equal candidates unless its {@code identity} says otherwise.
     *
     * @param allowed true to let them
     * @return this
     */
    public Builder repeats(boolean allowed) {
      repeats = allowed;
      return this;
    }

    /**
     * Which decisions are asked by halves; none unless set.
     *
     * @param which for example {@link Bisection#NUMERIC}
     * @return this
     */
    public Builder bisected(Bisection which) {
      bisected = requireNonNull(which, "which");
      return this;
    }

    /**
     * How a surrogate guides the search; unless set, by 50 descents for a proposal and ridge
     * regression with λ 1 on up to 2 answers in a row, from the eleventh trial on, but for a
     * quarter of the proposals.
     *
     * @param newGuide its settings
     * @return this
     */
    public Builder guide(Guide newGuide) {
      guide = requireNonNull(newGuide, "newGuide");
      guided = true;
      return this;
    }

    /**
     * How much the surrogate listens to what is known of a candidate before it is evaluated, beside
     * answers: what scores ({@link ControllerContext#scores}), or without them the logarithms of
     * sizes ({@link ControllerContext#costs}), are multiplied by once they are divided by their
     * deviation over the space; 0 unless set.
     *
     * @param weight at least 0; 0 for not at all
     * @return this
     */
    public Builder sizes(double weight) {
      sizes = Checks.notNegative(weight, "weight of sizes");
      return this;
    }

    /**
     * Whether a surrogate guides the search; true unless set. Otherwise it is left to its own tree.
     *
     * @param newGuided false for no surrogate
     * @return this
     */
    public Builder guided(boolean newGuided) {
      guided = newGuided;
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Uct build() {
      return new Uct(new UctSettings(
          exploration,
          scale,
          sharing,
          expansion,
          rollout,
          temperature,
          virtualLoss,
          widening,
          guided ? Optional.of(guide) : Optional.empty(),
          repeats,
          bisected,
          sizes > 0 ? Optional.of(sizes) : Optional.empty()));
    }
  }
}
