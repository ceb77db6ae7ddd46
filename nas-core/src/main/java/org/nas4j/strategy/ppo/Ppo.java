package org.nas4j.strategy.ppo;

import java.util.Map;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.PolicyGradientBuilder;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Proximal policy optimisation: a recurrent policy proposes a batch of architectures, then climbs
 * for some epochs the objective Σ_t min(ρ_t A_t, clip(ρ_t, 1 − ε, 1 + ε)·A_t) + entropy, where ρ_t
 * = π(a_t)/π_old(a_t) is taken for each decision by itself, computed anew through the whole
 * sequence (schulman2017ppo, equation 7; nagy2021ppo). The reward comes at the end, so that without
 * a critic the advantage R − b is that of every decision (zoph2018nasnet, appendix).
 *
 * <p>With one epoch, one minibatch and no clip it is REINFORCE, bit for bit. As there, the
 * objective is summed over the decisions and averaged over the architectures, where Schulman
 * averages over both.
 *
 * <p>The presets {@link #nasnet}, {@link #mnasnet} and {@link #nagyBoros} are what was published,
 * made for thousands of trials. The defaults are ours, for budgets of about a hundred trials of any
 * reward: 1 × 16 units, two epochs after each trial, advantages by the reward's rank among all so
 * far, proposals drawn anew as long as they are known, and imitation of the three best trials
 * ({@link Imitation}). Each is a deviation from the papers, and can be switched off. They were
 * chosen on NAS-Bench-201 (CIFAR-10, CIFAR-100), NAS-Bench-Macro and random landscapes together.
 */
public final class Ppo implements SearchStrategy {

  private final PpoSettings settings;

  private Ppo(PpoSettings settings) {
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
   * The controller of NASNet (zoph2018nasnet, appendix): 1 × 100 units, Adam with 3.5e-4, batches
   * of 20, moving average of weight 0.95, entropy weight 1e-5. Clip and epochs are not published;
   * ours are 0.2 and 4.
   *
   * @return the strategy
   */
  public static Ppo nasnet() {
    return builder()
        .network(LstmSettings.NASNET)
        .learningRate(3.5e-4)
        .batch(20)
        .epochs(4)
        .advantages(Advantages.raw(new MovingAverage(0.95, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(1e-5)
        .imitation(Imitation.NONE)
        .redraws(0)
        .build();
  }

  /**
   * The controller of MnasNet (tan2019mnasnet, section 4.3): that of NASNet, which the paper takes
   * over, with the reward as it is. Meant for the reward {@link org.nas4j.objective.MnasNetReward}:
   * the advantages must keep its unit, since ranks make the slope along a front as steep as that
   * across it, and a soft reward as hard as a hard one.
   *
   * @return the strategy; {@link #nasnet} says what of it is published
   */
  public static Ppo mnasnet() {
    return nasnet();
  }

  /**
   * PPO for NAS as specified by nagy2021ppo, with the settings of its authors' code: 2 × 5 units,
   * temperature 5, tanh constant 2.5, Adam with 3.5e-4, β₁ 0 and ε 1e-3 (added as PyTorch does,
   * after the bias is corrected), clip 0.2, ten epochs. The batch is 20, and the baseline a moving
   * average of weight 0.8, which stands for the code's mean of the last five epochs. Deviations:
   * the code averages ratios and advantages before it multiplies them, which loses the credit, and
   * is not followed; its tanh constant applies to links only, ours to all decisions; it does not
   * differentiate its entropy bonus of 0.1 on accuracies in percent, ours has weight 1e-3 on
   * fractions.
   *
   * @return the strategy
   */
  public static Ppo nagyBoros() {
    LstmSettings network = LstmSettings.builder()
        .layers(2)
        .hidden(5)
        .temperature(5)
        .tanhConstant(2.5)
        .links(LinkScoring.TWO_CLASSES)
        .build();
    return builder()
        .network(network)
        .learningRate(3.5e-4)
        .adam(0, 0.999, 1e-3)
        .batch(20)
        .epochs(10)
        .advantages(Advantages.raw(new MovingAverage(0.8, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(1e-3)
        .imitation(Imitation.NONE)
        .redraws(0)
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
    return new PpoController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a PPO search. */
  public static final class Builder extends PolicyGradientBuilder<Builder> {

    private double clip = 0.2;
    private int epochs = 2;
    private int minibatches = 1;
    private double criticWeight;
    private double lambda = 0.95;
    private double greatestDivergence = Double.POSITIVE_INFINITY;

    private Builder() {}

    private Builder(PpoSettings settings) {
      shared(settings.shared());
      clip = settings.clip();
      epochs = settings.epochs();
      minibatches = settings.minibatches();
      criticWeight = settings.criticWeight();
      lambda = settings.lambda();
      greatestDivergence = settings.greatestDivergence();
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * How far the probability of a decision may move for one batch before its gradient is cut off;
     * 0.2 by default.
     *
     * @param epsilon above 0; infinity for no clip
     * @return this
     */
    public Builder clip(double epsilon) {
      clip = Checks.positiveOrInfinite(epsilon, "clip");
      return this;
    }

    /**
     * How often a batch is gone through.
     *
     * @param count at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = Checks.positive(count, "number of epochs");
      return this;
    }

    /**
     * Into how many parts a batch is shuffled in each epoch, each of them one update; 1 by default.
     *
     * @param count at least 1
     * @return this
     */
    public Builder minibatches(int count) {
      minibatches = Checks.positive(count, "number of minibatches");
      return this;
    }

    /**
     * Adds a critic: a linear estimate of the advantage from the LSTM's hidden state, learned by
     * squared error, from which the advantages of the single decisions are estimated (GAE). None by
     * default.
     *
     * @param weight of the squared error, at least 0; 0 for no critic
     * @param lambda of the estimate, in [0, 1]; 1 looks to the end, 0 one decision ahead
     * @return this
     */
    public Builder critic(double weight, double lambda) {
      criticWeight = Checks.notNegative(weight, "weight of the critic");
      this.lambda = Checks.within(lambda, 0, 1, "lambda of the critic");
      return this;
    }

    /**
     * Ends the epochs of a batch early, once the estimated KL divergence between the policy that
     * proposed it and the present one exceeds this, per decision; no limit by default.
     *
     * @param limit in nats, above 0; infinity for no limit
     * @return this
     */
    public Builder greatestDivergence(double limit) {
      greatestDivergence = Checks.positiveOrInfinite(limit, "greatest divergence");
      return this;
    }

    /**
     * The strategy.
     *
     * @return immutable
     */
    public Ppo build() {
      return new Ppo(new PpoSettings(
          shared(), clip, epochs, minibatches, criticWeight, lambda, greatestDivergence));
    }
  }
}
