package org.nas4j.strategy.uct;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Decision;

/**
 * Tree search by upper confidence bounds. The answers so far are a node of a tree, the options of the next decision its
 * arms, a candidate is a leaf. A proposal descends from the root by the arm of greatest
 * mean + c·√(2 ln n / n_arm), n = Σ n_arm (UCB1; auer2002ucb, kocsis2006uct with c = 2·Cp/√2), arms never taken first,
 * ties drawn; where nothing is known yet it goes on by a rollout. A trial's reward is then added to each node on its
 * way: means are averages of returns, not maxima.
 *
 * <p>The presets {@link #kocsis}, {@link #deepArchitect} and {@link #deepArchitectGuided} are what was published. The
 * defaults are ours, for budgets of about a hundred trials, and deviate in this:
 *
 * <ul>
 *   <li>A space of architectures answers a question once and for all, so a subtree of which every candidate was proposed
 *       is closed ({@link Builder#repeats} opens it).
 *   <li>Rewards are replaced by their ranks: accuracies often differ by a hundredth, and a bound made for [0, 1] would
 *       then explore for ever.
 *   <li>A hundred trials are too few for a tree that has more nodes: an arm also learns from candidates elsewhere in the
 *       tree that gave the same answer to the same question, each weighted by {@link Builder#sharing} to the power of
 *       the answers in which its way here differs. This is kernel regression UCT (yee2016krUct), with sums of weights
 *       for the counts of the bound, and a kernel of the Hamming distance; 0 is UCT, and 1 is the all-moves-as-first
 *       heuristic (gelly2007rave).
 *   <li>All of a trial's way joins the tree, not one node a trial, so that there are no rollouts but where nothing is
 *       known.
 *   <li>Three proposals of four are those that a surrogate expects most of ({@link Guide}); the fourth is the tree's own,
 *       where DeepArchitect draws one at random.
 * </ul>
 *
 * <p>Candidates that cannot be built are closed and count for nothing else; failed ones count as the worst. Pending ones
 * are losses until their reward is there (virtual loss; chaslot2008parallel), so that no count is 0 where one was
 * proposed. The tree lives for the run.
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
    /** The first node outside the tree: below it, its way is a rollout (coulom2006mcts, negrinho2017deeparchitect). */
    ONE_NODE,
    /** All its way (kocsis2006uct). */
    WHOLE_PATH
  }

  /** How a walk goes on outside the tree. */
  public enum Rollout {
    /** All arms are equally likely. */
    UNIFORM,
    /**
     * The likelihood of an option is proportional to exp(mean / temperature), its mean that over all trials that
     * answered the question so: the move-average sampling technique (finnsson2008mast). Learns nothing from the way.
     */
    AVERAGES
  }

  /**
   * How a surrogate guides the search (negrinho2017deeparchitect, section on sequential model-based optimization, and
   * the later code): before each proposal the tree is searched by so many descents, each rewarded with what ridge
   * regression on the n-grams of the answers predicts, and the best new candidate is proposed.
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
      Builder.within(1, Integer.MAX_VALUE, samples, "number of descents");
      Builder.within(0, 1, exploration, "probability of exploration");
      Builder.within(1, Integer.MAX_VALUE, start, "number of trials at the start");
      Builder.within(1, Integer.MAX_VALUE, longest, "length of n-grams");
      Builder.within(Double.MIN_NORMAL, Double.MAX_VALUE, ridge, "ridge");
    }
  }

  /** Our guide. */
  private static final Guide GUIDE = new Guide(50, 0.25, 10, 2, 1);

  /** Decisions over numbers in rising or falling order: those of which the halves mean something. */
  public static final Predicate<Decision<?>> NUMERIC = Numeric::isOrdered;

  private final Builder settings;

  private Uct(Builder settings) {
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
   * Starts from UCT as published (kocsis2006uct): Cp = 1/√2, raw rewards in [0, 1], all of the way stored, candidates
   * proposed again and again. For evaluators that are noisy, with a {@code NasSearch} that does not re-use outcomes.
   *
   * @return a builder
   */
  public static Builder kocsis() {
    return new Builder()
        .exploration(1)
        .scale(Scale.RAW)
        .sharing(0)
        .expansion(Expansion.WHOLE_PATH)
        .widening(Double.POSITIVE_INFINITY, 0)
        .unguided()
        .repeats(true);
  }

  /**
   * Starts from DeepArchitect's tree search (negrinho2017deeparchitect, code of the experiments): constant 0.5, raw
   * rewards, one node a trial, uniform rollouts. With {@code bisect(decision -> true)} it is the restructured one.
   *
   * @return a builder
   */
  public static Builder deepArchitect() {
    return kocsis().exploration(0.5).expansion(Expansion.ONE_NODE);
  }

  /**
   * Starts from DeepArchitect's model-based search, with its tree search to find what the surrogate likes
   * (negrinho2017deeparchitect, code; and the later code): ridge regression with λ 1,000 on n-grams of up to 4 answers,
   * a proposal without the surrogate with probability 0.25. Theirs are n-grams of module names, 50 models drawn
   * instead of descents, and rare n-grams left out; in place of a random model ours is the tree's.
   *
   * @return a builder
   */
  public static Builder deepArchitectGuided() {
    return deepArchitect().repeats(false).guide(new Guide(50, 0.25, 1, 4, 1000));
  }

  @Override
  public Controller open(ControllerContext context) {
    return new UctController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>();
    all.put("exploration", Double.toString(settings.exploration));
    all.put("scale", settings.scale.name());
    all.put("sharing", Double.toString(settings.sharing));
    all.put("expansion", settings.expansion.name());
    all.put("rollout", settings.rollout.name());
    all.put("temperature", Double.toString(settings.temperature));
    all.put("virtualLoss", Double.toString(settings.virtualLoss));
    all.put("widening", settings.wideningFactor + " n^" + settings.wideningPower);
    all.put("guide", settings.guide == null ? "none" : settings.guide.toString());
    all.put("repeats", Boolean.toString(settings.repeats));
    return all;
  }

  /** Describes a search by UCT. */
  public static final class Builder {

    double exploration = 0.4;
    Scale scale = Scale.RANKED;
    double sharing = 0.5;
    Expansion expansion = Expansion.WHOLE_PATH;
    Rollout rollout = Rollout.UNIFORM;
    double temperature = 0.1;
    double virtualLoss = 1;
    double wideningFactor = 4;
    double wideningPower = 0.5;
    boolean repeats;
    Guide guide = GUIDE;
    Predicate<Decision<?>> bisected = decision -> false;

    private Builder() {}

    private Builder(Builder other) {
      exploration = other.exploration;
      scale = other.scale;
      sharing = other.sharing;
      expansion = other.expansion;
      rollout = other.rollout;
      temperature = other.temperature;
      virtualLoss = other.virtualLoss;
      wideningFactor = other.wideningFactor;
      wideningPower = other.wideningPower;
      repeats = other.repeats;
      guide = other.guide;
      bisected = other.bisected;
    }

    /**
     * The constant c of the bound; 0.4 unless set. In the paper's letters 2·Cp/√2.
     *
     * @param constant at least 0; 1 is UCB1
     * @return this
     */
    public Builder exploration(double constant) {
      exploration = within(0, Double.MAX_VALUE, constant, "exploration constant");
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
     * How much a candidate elsewhere in the tree counts for a question that it answered too: this number to the power
     * of the earlier answers in which it differs; 0.5 unless set. A question is the same if it has the same name and is
     * asked for the n-th time too.
     *
     * @param factor in [0, 1]; 0 for a plain tree
     * @return this
     */
    public Builder sharing(double factor) {
      sharing = within(0, 1, factor, "sharing factor");
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
      temperature = within(Double.MIN_NORMAL, Double.MAX_VALUE, newTemperature, "temperature");
      return this;
    }

    /**
     * How much of a loss a pending candidate is: 1, the default, counts it with a reward of 0, and 0 with the mean of
     * what it shares its way with, so that it narrows the bound only.
     *
     * @param share in [0, 1]
     * @return this
     */
    public Builder virtualLoss(double share) {
      virtualLoss = within(0, 1, share, "virtual loss");
      return this;
    }

    /**
     * Progressive widening (couetoux2011continuous): a node that was passed n times tries a new arm only if it has tried
     * fewer than factor · n^power of them. Unless set 4·√n, which leaves narrow decisions as they are; the presets try
     * every arm first.
     *
     * @param factor at least 1
     * @param power in [0, 1]
     * @return this
     */
    public Builder widening(double factor, double power) {
      wideningFactor = within(1, Double.POSITIVE_INFINITY, factor, "widening factor");
      wideningPower = within(0, 1, power, "widening power");
      return this;
    }

    /**
     * Whether candidates may be proposed again, for noisy evaluators; false unless set. A search re-uses the outcome of
     * equal candidates unless its {@code identity} says otherwise.
     *
     * @param allowed true to let them
     * @return this
     */
    public Builder repeats(boolean allowed) {
      repeats = allowed;
      return this;
    }

    /**
     * Which decisions are asked by halves (negrinho2017deeparchitect, bisection), so that neighbouring options share
     * their first trials: is it in the lower or in the upper half of the options, then in which half of these. None
     * unless set.
     *
     * @param which for example {@link Uct#NUMERIC}
     * @return this
     */
    public Builder bisect(Predicate<? super Decision<?>> which) {
      bisected = requireNonNull(which, "which")::test;
      return this;
    }

    /**
     * How a surrogate guides the search; unless set, by 50 descents for a proposal and ridge regression with λ 1 on up to
     * 2 answers in a row, from the eleventh trial on, but for a quarter of the proposals.
     *
     * @param newGuide its settings
     * @return this
     */
    public Builder guide(Guide newGuide) {
      guide = requireNonNull(newGuide, "newGuide");
      return this;
    }

    /**
     * Leaves the search to its own tree.
     *
     * @return this
     */
    public Builder unguided() {
      guide = null;
      return this;
    }

    /** The settings of the tree that is searched for what the surrogate likes. */
    Builder imagined() {
      return new Builder(this).repeats(false);
    }

    private static double within(double least, double most, double value, String name) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException("The " + name + " must be from [" + least + "] to ["
            + most + "], but is [" + value + "].");
      }
      return value;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Uct build() {
      return new Uct(new Builder(this));
    }
  }
}
