package org.nas4j.strategy.reinforce;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.math.Adam;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.policy.RewardScale;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * REINFORCE: a recurrent policy proposes architectures and climbs the gradient of their expected reward,
 * Δθ = α·(1/m) Σ_k Σ_t ∇ log π(a_t | a_&lt;t)·(R_k − b) (williams1992reinforce; zoph2017nas, section 3.2): the sum over the
 * decisions t, the mean over the m architectures of a batch, b a baseline.
 *
 * <p>The presets {@link #nas} and {@link #enas} are what was published, made for thousands of trials. The defaults are
 * ours, for budgets of about a hundred trials of any reward: 1 × 16 units, a large step after each trial, advantages by the
 * reward's rank among all so far, proposals drawn anew as long as they are known, and imitation of the three best trials
 * ({@link Imitation}). Each is a deviation from the papers, and can be switched off. They were chosen on NAS-Bench-201
 * (CIFAR-10, CIFAR-100), NAS-Bench-Macro and random landscapes together.
 */
public final class Reinforce implements SearchStrategy {

  /** How a bonus for the policy's entropy enters. */
  public enum EntropyBonus {
    /** Added to the reward as a number, so that it acts through the score function (ENAS' code). */
    IN_REWARD,
    /** Added to the objective and differentiated. */
    IN_OBJECTIVE
  }

  private final Builder settings;

  private Reinforce(Builder settings) {
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
   * Starts from the controller of NAS (zoph2017nas, section 4.1): 2 × 35 units, Adam with 6e-4, batches of 8, moving
   * average of rewards. Its weight is not published; ours is 0.95, as NASNet's.
   *
   * @return a builder
   */
  public static Builder nas() {
    return new Builder()
        .network(LstmSettings.NAS)
        .learningRate(6e-4)
        .batch(8)
        .advantages(Advantages.raw(new MovingAverage(0.95, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(0)
        .imitation(Imitation.NONE)
        .redraws(0);
  }

  /**
   * Starts from the controller of ENAS' released macro search (pham2018enas, code): 1 × 64 units, Adam with 1e-3, β₁ 0
   * and ε 1e-3, batches of 20, moving average of weight 0.99 from 0, entropy weight 1e-4 in the reward, skip connections
   * pulled towards a rate of 0.4 with weight 0.8.
   *
   * @return a builder
   */
  public static Builder enas() {
    return new Builder()
        .network(LstmSettings.ENAS)
        .learningRate(1e-3)
        .adam(0, 0.999, 1e-3)
        .batch(20)
        .advantages(Advantages.raw(new MovingAverage(0.99, Baseline.Start.ZERO)))
        .entropyWeight(1e-4)
        .entropyBonus(EntropyBonus.IN_REWARD)
        .linkPrior(LinkPrior.ENAS)
        .imitation(Imitation.NONE)
        .redraws(0);
  }

  /**
   * Starts from ENAS' controller for a search of minutes, which has hundreds of updates where the paper has thousands: {@link
   * #enas}, but Adam with 3.5e-3 and its usual ε, batches of 10, a moving average of weight 0.95 from the first reward, and
   * advantages brought to one spread, since accuracies on shared weights lie close together. Ours, not published.
   *
   * @return a builder
   */
  public static Builder enasSmall() {
    return enas()
        .learningRate(3.5e-3)
        .adam(0, 0.999, 1e-8)
        .batch(10)
        .advantages(new Advantages(
            RewardScale.RAW, new MovingAverage(0.95, Baseline.Start.FIRST_REWARD), true));
  }

  @Override
  public Controller open(ControllerContext context) {
    return new ReinforceController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(settings.network.describe());
    all.putAll(settings.advantages.describe());
    all.put("adam", settings.adam.toString());
    all.put("greatestNorm", Double.toString(settings.greatestNorm));
    all.put("batch", Integer.toString(settings.batch));
    all.put("entropyWeight", Double.toString(settings.entropyWeight));
    all.put("entropyBonus", settings.entropyBonus.name());
    all.put("linkPrior", settings.linkPrior.toString());
    all.put("rejected", settings.rejected.toString());
    all.put("learnsFromDuplicates", Boolean.toString(settings.learnsFromDuplicates));
    all.put("imitation", settings.imitation.toString());
    all.put("redraws", Integer.toString(settings.redraws));
    return all;
  }

  /** Describes a REINFORCE search. */
  public static final class Builder {

    LstmSettings network = LstmSettings.of(1, 16);
    Adam adam = new Adam(0.02, 0.9, 0.999, 1e-8);
    double greatestNorm = Double.POSITIVE_INFINITY;
    int batch = 1;
    Advantages advantages = new Advantages(
        RewardScale.RANKED, new MovingAverage(0.9, Baseline.Start.BIAS_CORRECTED), false);
    double entropyWeight = 0.01;
    EntropyBonus entropyBonus = EntropyBonus.IN_OBJECTIVE;
    LinkPrior linkPrior = LinkPrior.NONE;
    RejectedReward rejected = RejectedReward.WORST;
    boolean learnsFromDuplicates = true;
    Imitation imitation = new Imitation(3, 1, 0.3);
    int redraws = 50;

    private Builder() {}

    private Builder(Builder other) {
      network = other.network;
      adam = other.adam;
      greatestNorm = other.greatestNorm;
      batch = other.batch;
      advantages = other.advantages;
      entropyWeight = other.entropyWeight;
      entropyBonus = other.entropyBonus;
      linkPrior = other.linkPrior;
      rejected = other.rejected;
      learnsFromDuplicates = other.learnsFromDuplicates;
      imitation = other.imitation;
      redraws = other.redraws;
    }

    /**
     * The shape of the policy.
     *
     * @param settings layers, units, logits
     * @return this
     */
    public Builder network(LstmSettings settings) {
      network = requireNonNull(settings, "settings");
      return this;
    }

    /**
     * The step size of Adam.
     *
     * @param rate above 0
     * @return this
     */
    public Builder learningRate(double rate) {
      adam = new Adam(positive("learning rate", rate), adam.beta1(), adam.beta2(), adam.epsilon());
      return this;
    }

    /**
     * The other constants of Adam.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon above 0
     * @return this
     */
    public Builder adam(double beta1, double beta2, double epsilon) {
      adam = new Adam(adam.learningRate(), beta1, beta2, epsilon);
      return this;
    }

    /**
     * Scales gradients down whose norm is greater; no bound by default.
     *
     * @param norm above 0
     * @return this
     */
    public Builder clipGradient(double norm) {
      greatestNorm = positive("gradient norm", norm);
      return this;
    }

    /**
     * How many trials make one update.
     *
     * @param trials at least 1
     * @return this
     */
    public Builder batch(int trials) {
      if (trials < 1) {
        throw new IllegalArgumentException(
            "A batch needs at least 1 trial, but has [" + trials + "].");
      }
      batch = trials;
      return this;
    }

    /**
     * How rewards become advantages.
     *
     * @param recipe scale, baseline, normalisation
     * @return this
     */
    public Builder advantages(Advantages recipe) {
      advantages = requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * How much the policy's entropy counts, summed over the decisions of an architecture.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder entropyWeight(double weight) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException(
            "The entropy weight must be at least 0, but is [" + weight + "].");
      }
      entropyWeight = weight;
      return this;
    }

    /**
     * How the entropy counts.
     *
     * @param mode in the reward or in the objective
     * @return this
     */
    public Builder entropyBonus(EntropyBonus mode) {
      entropyBonus = requireNonNull(mode, "mode");
      return this;
    }

    /**
     * Pulls the probability of links towards a rate; {@link LinkPrior#NONE} by default.
     *
     * @param prior rate and weight
     * @return this
     */
    public Builder linkPrior(LinkPrior prior) {
      linkPrior = requireNonNull(prior, "prior");
      return this;
    }

    /**
     * What is learned from candidates that could not be built.
     *
     * @param rule which reward they get
     * @return this
     */
    public Builder rejected(RejectedReward rule) {
      rejected = requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Whether trials that re-used the outcome of an equal one are learned from once more, as in the papers, where every
     * sample counts; true by default.
     *
     * @param learns false to skip them
     * @return this
     */
    public Builder learnFromDuplicates(boolean learns) {
      learnsFromDuplicates = learns;
      return this;
    }

    /**
     * Imitates the best trials beside what is learned from each. The papers do not; with few trials it makes the most of
     * the good ones.
     *
     * @param recipe how many, how often, how much
     * @return this
     */
    public Builder imitation(Imitation recipe) {
      imitation = requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * How often a proposal is drawn anew if it was proposed before. The papers do not; it keeps a policy that has nearly
     * made up its mind exploring.
     *
     * @param count at least 0
     * @return this
     */
    public Builder redraws(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("The number of redraws is negative: [" + count + "].");
      }
      redraws = count;
      return this;
    }

    private static double positive(String name, double value) {
      if (!(value > 0)) {
        throw new IllegalArgumentException(
            "The " + name + " must be above 0, but is [" + value + "].");
      }
      return value;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Reinforce build() {
      return new Reinforce(new Builder(this));
    }
  }
}
