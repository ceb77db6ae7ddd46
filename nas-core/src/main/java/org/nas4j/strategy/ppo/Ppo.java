package org.nas4j.strategy.ppo;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.math.Adam;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.policy.RewardScale;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Proximal policy optimisation: a recurrent policy proposes a batch of architectures, then climbs for some epochs the
 * objective Σ_t min(ρ_t A_t, clip(ρ_t, 1 − ε, 1 + ε)·A_t) + entropy, where ρ_t = π(a_t)/π_old(a_t) is taken for each
 * decision by itself, computed anew through the whole sequence (schulman2017ppo, equation 7; nagy2021ppo). The reward
 * comes at the end, so that without a critic the advantage R − b is that of every decision (zoph2018nasnet, appendix).
 *
 * <p>With one epoch, one minibatch and no clip it is REINFORCE, bit for bit. As there, the objective is summed over the
 * decisions and averaged over the architectures, where Schulman averages over both.
 *
 * <p>The presets {@link #nasnet} and {@link #nagyBoros} are what was published, made for thousands of trials. The
 * defaults are ours, for budgets of about a hundred trials of any reward: 1 × 16 units, two epochs after each trial,
 * advantages by the reward's rank among all so far, proposals drawn anew as long as they are known, and imitation of the
 * three best trials ({@link Imitation}). Each is a deviation from the papers, and can be switched off. They were chosen on
 * NAS-Bench-201 (CIFAR-10, CIFAR-100), NAS-Bench-Macro and random landscapes together.
 */
public final class Ppo implements SearchStrategy {

  private final Builder settings;

  private Ppo(Builder settings) {
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
   * Starts from the controller of NASNet (zoph2018nasnet, appendix): 1 × 100 units, Adam with 3.5e-4, batches of 20,
   * moving average of weight 0.95, entropy weight 1e-5. Clip and epochs are not published; ours are 0.2 and 4.
   *
   * @return a builder
   */
  public static Builder nasnet() {
    return new Builder()
        .network(LstmSettings.NASNET)
        .learningRate(3.5e-4)
        .batch(20)
        .epochs(4)
        .advantages(Advantages.raw(new MovingAverage(0.95, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(1e-5)
        .imitation(Imitation.NONE)
        .redraws(0);
  }

  /**
   * Starts from PPO for NAS as specified by nagy2021ppo, with the settings of its authors' code: 2 × 5 units,
   * temperature 5, tanh constant 2.5, Adam with 3.5e-4, β₁ 0 and ε 1e-3, clip 0.2, ten epochs. The batch is 20, and the
   * baseline a moving average of weight 0.8, which stands for the code's mean of the last five epochs. Deviations: the
   * code averages ratios and advantages before it multiplies them, which loses the credit, and is not followed; its tanh
   * constant applies to links only, ours to all decisions; it does not differentiate its entropy bonus of 0.1 on
   * accuracies in percent, ours has weight 1e-3 on fractions.
   *
   * @return a builder
   */
  public static Builder nagyBoros() {
    return new Builder()
        .network(LstmSettings.of(2, 5)
            .withTemperature(5)
            .withTanhConstant(2.5)
            .withLinks(LinkScoring.TWO_CLASSES))
        .learningRate(3.5e-4)
        .adam(0, 0.999, 1e-3)
        .batch(20)
        .epochs(10)
        .advantages(Advantages.raw(new MovingAverage(0.8, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(1e-3)
        .imitation(Imitation.NONE)
        .redraws(0);
  }

  @Override
  public Controller open(ControllerContext context) {
    return new PpoController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(settings.network.describe());
    all.putAll(settings.advantages.describe());
    all.put("adam", settings.adam.toString());
    all.put("greatestNorm", Double.toString(settings.greatestNorm));
    all.put("batch", Integer.toString(settings.batch));
    all.put("entropyWeight", Double.toString(settings.entropyWeight));
    all.put("clip", Double.toString(settings.clip));
    all.put("epochs", Integer.toString(settings.epochs));
    all.put("minibatches", Integer.toString(settings.minibatches));
    all.put("criticWeight", Double.toString(settings.criticWeight));
    all.put("lambda", Double.toString(settings.lambda));
    all.put("greatestDivergence", Double.toString(settings.greatestDivergence));
    all.put("linkPrior", settings.linkPrior.toString());
    all.put("rejected", settings.rejected.toString());
    all.put("learnsFromDuplicates", Boolean.toString(settings.learnsFromDuplicates));
    all.put("imitation", settings.imitation.toString());
    all.put("redraws", Integer.toString(settings.redraws));
    return all;
  }

  /** Describes a PPO search. */
  public static final class Builder {

    LstmSettings network = LstmSettings.of(1, 16);
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    double greatestNorm = Double.POSITIVE_INFINITY;
    int batch = 1;
    Advantages advantages = new Advantages(
        RewardScale.RANKED, new MovingAverage(0.9, Baseline.Start.BIAS_CORRECTED), false);
    double entropyWeight = 0.01;
    double clip = 0.2;
    int epochs = 2;
    int minibatches = 1;
    double criticWeight;
    double lambda = 0.95;
    double greatestDivergence = Double.POSITIVE_INFINITY;
    LinkPrior linkPrior = LinkPrior.NONE;
    RejectedReward rejected = RejectedReward.WORST;
    boolean learnsFromDuplicates = true;
    Imitation imitation = new Imitation(3, 1, 0.3);
    int redraws = 10;

    private Builder() {}

    private Builder(Builder other) {
      network = other.network;
      adam = other.adam;
      greatestNorm = other.greatestNorm;
      batch = other.batch;
      advantages = other.advantages;
      entropyWeight = other.entropyWeight;
      clip = other.clip;
      epochs = other.epochs;
      minibatches = other.minibatches;
      criticWeight = other.criticWeight;
      lambda = other.lambda;
      greatestDivergence = other.greatestDivergence;
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
      batch = atLeastOne("batch", trials);
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
     * How far the probability of a decision may move for one batch before its gradient is cut off; 0.2 by default.
     *
     * @param epsilon above 0; infinity for no clip
     * @return this
     */
    public Builder clip(double epsilon) {
      clip = positive("clip", epsilon);
      return this;
    }

    /**
     * How often a batch is gone through.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = atLeastOne("number of epochs", count);
      return this;
    }

    /**
     * Into how many parts a batch is shuffled in each epoch, each of them one update; 1 by default.
     *
     * @param count at least 1
     * @return this
     */
    public Builder minibatches(int count) {
      minibatches = atLeastOne("number of minibatches", count);
      return this;
    }

    /**
     * Adds a critic: a linear estimate of the advantage from the LSTM's hidden state, learned by squared error, from which
     * the advantages of the single decisions are estimated (GAE). None by default.
     *
     * @param weight of the squared error, at least 0; 0 for no critic
     * @param lambda of the estimate, in [0, 1]; 1 looks to the end, 0 one decision ahead
     * @return this
     */
    public Builder critic(double weight, double lambda) {
      if (!(weight >= 0 && lambda >= 0 && lambda <= 1)) {
        throw new IllegalArgumentException(
            "A critic needs a weight of at least 0 and a lambda in [0, 1], but got [" + weight
                + "] and [" + lambda + "].");
      }
      criticWeight = weight;
      this.lambda = lambda;
      return this;
    }

    /**
     * Ends the epochs of a batch early, once the estimated KL divergence between the policy that proposed it and the
     * present one exceeds this, per decision; no limit by default.
     *
     * @param limit in nats, above 0
     * @return this
     */
    public Builder greatestDivergence(double limit) {
      greatestDivergence = positive("greatest divergence", limit);
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

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "The " + name + " must be at least 1, but is [" + value + "].");
      }
      return value;
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
    public Ppo build() {
      return new Ppo(new Builder(this));
    }
  }
}
