package org.nas4j.policy;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.math.Adam;
import org.nas4j.policy.Baseline.MovingAverage;

/**
 * Describes what the methods share that climb the gradient of a recurrent policy: the setters of
 * {@link PolicyGradient}. Each checks its argument at once. For one thread.
 *
 * @param <B> the method's own builder
 */
public abstract class PolicyGradientBuilder<B extends PolicyGradientBuilder<B>> {

  private LstmSettings network = LstmSettings.of(1, 16);
  private Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
  private double greatestNorm = Double.POSITIVE_INFINITY;
  private int batch = 1;
  private Advantages advantages = new Advantages(
      RewardScale.RANKED, new MovingAverage(0.9, Baseline.Start.BIAS_CORRECTED), false);
  private double entropyWeight = 0.01;
  private LinkPrior linkPrior = LinkPrior.NONE;
  private RejectedReward rejected = RejectedReward.WORST;
  private boolean learnsFromDuplicates = true;
  private Imitation imitation = new Imitation(3, 1, 0.3);
  private int redraws = 10;

  /** Starts from defaults for budgets of about a hundred trials, of any reward. */
  protected PolicyGradientBuilder() {}

  /**
   * This builder as what it is.
   *
   * @return this
   */
  protected abstract B self();

  /**
   * Takes over all that a recipe has of these.
   *
   * @param shared of another recipe
   * @return this
   */
  protected final B shared(PolicyGradient shared) {
    network = shared.network();
    adam = shared.adam();
    greatestNorm = shared.greatestNorm();
    batch = shared.batch();
    advantages = shared.advantages();
    entropyWeight = shared.entropyWeight();
    linkPrior = shared.linkPrior();
    rejected = shared.rejected();
    learnsFromDuplicates = shared.learnsFromDuplicates();
    imitation = shared.imitation();
    redraws = shared.redraws();
    return self();
  }

  /**
   * What was set so far.
   *
   * @return immutable
   */
  protected final PolicyGradient shared() {
    return new PolicyGradient(
        network,
        adam,
        greatestNorm,
        batch,
        advantages,
        entropyWeight,
        linkPrior,
        rejected,
        learnsFromDuplicates,
        imitation,
        redraws);
  }

  /**
   * The shape of the policy.
   *
   * @param settings layers, units, logits
   * @return this
   */
  public B network(LstmSettings settings) {
    network = requireNonNull(settings, "settings");
    return self();
  }

  /**
   * The step size of Adam.
   *
   * @param rate above 0
   * @return this
   */
  public B learningRate(double rate) {
    adam = new Adam(
        Checks.positive(rate, "learning rate"),
        adam.beta1(),
        adam.beta2(),
        adam.epsilon(),
        adam.tensorFlow());
    return self();
  }

  /**
   * The other constants of Adam.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon above 0
   * @return this
   */
  public B adam(double beta1, double beta2, double epsilon) {
    adam = new Adam(
        adam.learningRate(),
        Checks.fraction(beta1, "decay of the first moment"),
        Checks.fraction(beta2, "decay of the second moment"),
        Checks.positive(epsilon, "epsilon"));
    return self();
  }

  /**
   * The other constants of Adam as TensorFlow computes it, which adds epsilon before it corrects
   * the bias of the second moment: for presets whose papers' code is TensorFlow's, and whose
   * epsilon is so large that the difference shows.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon above 0
   * @return this
   */
  public B adamOfTensorFlow(double beta1, double beta2, double epsilon) {
    adam(beta1, beta2, epsilon);
    adam = new Adam(adam.learningRate(), beta1, beta2, epsilon, true);
    return self();
  }

  /**
   * Scales gradients down whose norm is greater; no bound by default.
   *
   * @param norm above 0; infinity for no bound
   * @return this
   */
  public B clipGradient(double norm) {
    greatestNorm = Checks.positiveOrInfinite(norm, "gradient norm");
    return self();
  }

  /**
   * How many trials make one update.
   *
   * @param trials at least 1
   * @return this
   */
  public B batch(int trials) {
    batch = Checks.positive(trials, "batch");
    return self();
  }

  /**
   * How rewards become advantages.
   *
   * @param recipe scale, baseline, normalisation
   * @return this
   */
  public B advantages(Advantages recipe) {
    advantages = requireNonNull(recipe, "recipe");
    return self();
  }

  /**
   * How much the policy's entropy counts, summed over the decisions of an architecture.
   *
   * @param weight at least 0
   * @return this
   */
  public B entropyWeight(double weight) {
    entropyWeight = Checks.notNegative(weight, "entropy weight");
    return self();
  }

  /**
   * Pulls the probability of links towards a rate; {@link LinkPrior#NONE} by default.
   *
   * @param prior rate and weight
   * @return this
   */
  public B linkPrior(LinkPrior prior) {
    linkPrior = requireNonNull(prior, "prior");
    return self();
  }

  /**
   * What is learned from candidates that could not be built.
   *
   * @param rule which reward they get
   * @return this
   */
  public B rejected(RejectedReward rule) {
    rejected = requireNonNull(rule, "rule");
    return self();
  }

  /**
   * Whether trials that re-used the outcome of an equal one are learned from once more, as in the
   * papers, where every sample counts; true by default.
   *
   * @param learns false to skip them
   * @return this
   */
  public B learnsFromDuplicates(boolean learns) {
    learnsFromDuplicates = learns;
    return self();
  }

  /**
   * Imitates the best trials beside what is learned from each. The papers do not; with few trials
   * it makes the most of the good ones.
   *
   * @param recipe how many, how often, how much
   * @return this
   */
  public B imitation(Imitation recipe) {
    imitation = requireNonNull(recipe, "recipe");
    return self();
  }

  /**
   * How often a proposal is drawn anew if it was proposed before. The papers do not; it keeps a
   * policy that has nearly made up its mind exploring.
   *
   * @param count at least 0
   * @return this
   */
  public B redraws(int count) {
    redraws = Checks.atLeast(count, 0, "number of redraws");
    return self();
  }
}
