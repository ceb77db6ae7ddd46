package org.nas4j.strategy.reinforce;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Baseline.MovingAverage;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.OptionPrior;
import org.nas4j.policy.PolicyGradientBuilder;
import org.nas4j.policy.Recency;
import org.nas4j.policy.RewardScale;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * REINFORCE: a recurrent policy proposes architectures and climbs the gradient of their expected
 * reward, Δθ = α·(1/m) Σ_k Σ_t ∇ log π(a_t | a_&lt;t)·(R_k − b) (williams1992reinforce;
 * zoph2017nas, section 3.2): the sum over the decisions t, the mean over the m architectures of a
 * batch, b a baseline.
 *
 * <p>The presets {@link #nas} and {@link #enas} are what was published, made for thousands of
 * trials. The defaults are ours, for budgets of about a hundred trials of any reward: 1 × 16 units,
 * a large step after each trial, advantages by the reward's rank among all so far, proposals drawn
 * anew as long as they are known, and imitation of the three best trials ({@link Imitation}). Each
 * is a deviation from the papers, and can be switched off. They were chosen on NAS-Bench-201
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

  private final ReinforceSettings settings;

  private Reinforce(ReinforceSettings settings) {
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
   * The controller of NAS (zoph2017nas, section 4.1): 2 × 35 units, Adam with 6e-4, batches of 8,
   * moving average of rewards. Its weight is not published; ours is 0.95, as NASNet's.
   *
   * @return the strategy
   */
  public static Reinforce nas() {
    return builder()
        .network(LstmSettings.NAS)
        .learningRate(6e-4)
        .batch(8)
        .advantages(Advantages.raw(new MovingAverage(0.95, Baseline.Start.FIRST_REWARD)))
        .entropyWeight(0)
        .imitation(Imitation.NONE)
        .redraws(0)
        .build();
  }

  /**
   * The controller of ENAS' released macro search (pham2018enas, code): 1 × 64 units, Adam with
   * 1e-3, β₁ 0 and ε 1e-3 where TensorFlow adds it, batches of 20, moving average of weight 0.99
   * from 0, entropy weight 1e-4 in the reward, skip connections pulled towards a rate of 0.4 with
   * weight 0.8. Deviation: the code calls −log p·p of the option that was drawn the entropy; here
   * it is that of the distribution.
   *
   * @return the strategy
   */
  public static Reinforce enas() {
    return builder()
        .network(LstmSettings.ENAS)
        .learningRate(1e-3)
        .adamOfTensorFlow(0, 0.999, 1e-3)
        .batch(20)
        .advantages(Advantages.raw(new MovingAverage(0.99, Baseline.Start.ZERO)))
        .entropyWeight(1e-4)
        .entropyBonus(EntropyBonus.IN_REWARD)
        .linkPrior(LinkPrior.ENAS)
        .imitation(Imitation.NONE)
        .redraws(0)
        .build();
  }

  /**
   * The controller of ENAS' released micro search (pham2018enas, code): that of {@link #enas}, but
   * Adam with 3.5e-3, batches of 10, tanh constant 1.10, 2.5 times less for operations, which have
   * a bias towards convolutions ({@link OptionPrior#ENAS_MICRO}), zeros as what is read of a cell's
   * inputs, and no links to pull. Made for {@code EnasMicroSpace}.
   *
   * @return the strategy
   */
  public static Reinforce enasMicro() {
    return enas().toBuilder()
        .network(LstmSettings.ENAS.toBuilder()
            .tanhConstant(1.1)
            .optionPrior(OptionPrior.ENAS_MICRO)
            .blankInputs(true)
            .build())
        .learningRate(3.5e-3)
        .batch(10)
        .linkPrior(LinkPrior.NONE)
        .build();
  }

  /**
   * The controller of ENAS' corrected language model (pham2018enas; code enas_lm): 1 × 64 units,
   * weights in ±0.01, temperature 5, tanh constant 2.25, Adam with 5e-5, batches of 10, moving
   * average of weight 0.999 from 0, entropy weight 1e-5 in the reward, recent nodes preferred by a
   * fixed prior and inputs weighed by their age ({@link Recency#ENAS}). Made for
   * {@code EnasRecurrentSpace}. The first release for Penn Treebank is no preset, since its authors
   * call it wrong. Deviations: the code takes no step of its own at a node, its node 0 is zeros, it
   * has one table for scoring and embedding activations, and the entropy of {@link #enas}.
   *
   * @return the strategy
   */
  public static Reinforce enasText() {
    return enas().toBuilder()
        .network(LstmSettings.ENAS.toBuilder()
            .range(0.01)
            .temperature(5)
            .tanhConstant(2.25)
            .recency(Recency.ENAS)
            .build())
        .learningRate(5e-5)
        .adam(0.9, 0.999, 1e-8)
        .batch(10)
        .advantages(Advantages.raw(new MovingAverage(0.999, Baseline.Start.ZERO)))
        .entropyWeight(1e-5)
        .linkPrior(LinkPrior.NONE)
        .build();
  }

  /**
   * The controller of ENAS' paper for whole networks (pham2018enas, section 3): 1 × 100 units,
   * temperature 5, tanh constant 2.5, Adam with 3.5e-4, entropy weight 0.1 in the reward, skip
   * connections pulled towards a rate of 0.4 with weight 0.8. What it leaves open is as in
   * {@link #enas}.
   *
   * @return the strategy
   */
  public static Reinforce enasPaper() {
    return enas().toBuilder()
        .network(LstmSettings.ENAS.toBuilder()
            .hidden(100)
            .temperature(5)
            .tanhConstant(2.5)
            .build())
        .learningRate(3.5e-4)
        .adam(0.9, 0.999, 1e-8)
        .entropyWeight(0.1)
        .build();
  }

  /**
   * The controller of ENAS' paper for cells: that of {@link #enasPaper}, but no links to pull. It
   * has no bias of operations; the temperature is that of whole networks, for which alone we could
   * read it.
   *
   * @return the strategy
   */
  public static Reinforce enasMicroPaper() {
    return enasPaper().toBuilder().linkPrior(LinkPrior.NONE).build();
  }

  /**
   * The controller of ENAS' paper for recurrent cells: that of {@link #enasPaper}, but entropy
   * weight 1e-4 and no links to pull.
   *
   * @return the strategy
   */
  public static Reinforce enasTextPaper() {
    return enasMicroPaper().toBuilder().entropyWeight(1e-4).build();
  }

  /**
   * ENAS' controller for a search of minutes, which has hundreds of updates where the paper has
   * thousands: {@link #enas}, but Adam with 3.5e-3 and its usual ε, batches of 10, a moving average
   * of weight 0.95 from the first reward, and advantages brought to one spread, since accuracies on
   * shared weights lie close together. Ours, not published.
   *
   * @return the strategy
   */
  public static Reinforce enasSmall() {
    return enas().toBuilder()
        .learningRate(3.5e-3)
        .adam(0, 0.999, 1e-8)
        .batch(10)
        .advantages(new Advantages(
            RewardScale.RAW, new MovingAverage(0.95, Baseline.Start.FIRST_REWARD), true))
        .build();
  }

  /**
   * The controller of MONAS (hsu2018monas), its "robot network": 1 × 24 units and Adam with 0.03,
   * both from memory of the paper, and no entropy bonus. Batch and baseline are not published; ours
   * are 8 and a moving average of weight 0.95.
   *
   * @return the strategy
   */
  public static Reinforce monas() {
    return nas().toBuilder().network(LstmSettings.of(1, 24)).learningRate(0.03).build();
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
    return new ReinforceController(settings, context);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  /** Describes a REINFORCE search. */
  public static final class Builder extends PolicyGradientBuilder<Builder> {

    private EntropyBonus entropyBonus = EntropyBonus.IN_OBJECTIVE;

    private Builder() {
      learningRate(0.02);
      redraws(50);
    }

    private Builder(ReinforceSettings settings) {
      shared(settings.shared());
      entropyBonus = settings.entropyBonus();
    }

    @Override
    protected Builder self() {
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
     * The strategy.
     *
     * @return immutable
     */
    public Reinforce build() {
      return new Reinforce(new ReinforceSettings(shared(), entropyBonus));
    }
  }
}
