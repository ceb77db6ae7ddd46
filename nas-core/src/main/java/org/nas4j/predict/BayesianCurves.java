package org.nas4j.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * Learns from the curves seen, by a Bayesian neural network from features and time to value
 * (klein2017curves): three layers of tanh units see the features, and a curve layer makes of the
 * last one where the curve ends and how five basis curves are weighed and bent. Networks are drawn
 * from their posterior by stochastic-gradient Hamiltonian Monte Carlo with scale adaptation
 * (springenberg2016bohamiann); what is foretold is the mixture of what they say, noise included. It
 * can speak before the first step, by the features alone; needs accuracies as fractions.
 *
 * <p>The beginning of a curve joins the data, and ten of the networks drawn, from all over the
 * chain, go on from where they are, with the scales that learning found; half of each minibatch is
 * of the beginning then, weighed so that the gradient's mean is right. The paper draws all networks
 * anew, which takes as long as learning.
 *
 * <p>Each curve has a variance of its own, as in the paper; the authors' code has one for all,
 * which {@link Builder#varianceHead} gives. The part that all share has no prior, which their code
 * switched off. Immutable.
 */
public final class BayesianCurves implements CurvePredictor {

  /** The authors' code: 3 × 50 units, 13,000 steps, 3,000 of them burn-in, every 100th kept. */
  private static final BayesianCurveSettings KLEIN =
      new BayesianCurveSettings(50, true, true, 1, 13_000, 3_000, 100, 3_000, 20, 0.01, 0.05, 5);

  private final BayesianCurveSettings settings;

  private BayesianCurves(BayesianCurveSettings settings) {
    this.settings = settings;
  }

  /**
   * The published method: 13,000 steps, of which the first 3,000 are burn-in. Learning takes a few
   * seconds, and each curve that is foretold about one.
   *
   * @return the predictor
   */
  public static BayesianCurves klein() {
    return builder().build();
  }

  /**
   * Starts with the published settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(KLEIN);
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
  public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
    Checks.positive(lastStep, "last step");
    List<LearningCurve> curves = seen.stream()
        .filter(curve -> curve.steps() >= lastStep && curve.upTo(lastStep).isUsable())
        .toList();
    if (curves.size() < settings.least()) {
      return (soFar, draws) -> Optional.empty();
    }
    int features = curves.get(0).features().size();
    curves.forEach(curve -> curve.requireFeatures(features));
    return new BayesianCurveModel(curves, lastStep, settings, random);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BayesianCurves that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString().replace("BayesianCurveSettings", "BayesianCurves");
  }

  /** Each setting is checked at once, combinations when it is built. For one thread. */
  public static final class Builder {

    private int units;
    private boolean curveLayer;
    private boolean varianceHead;
    private double prior;
    private int steps;
    private int burnIn;
    private int thinning;
    private int further;
    private int batch;
    private double stepSize;
    private double friction;
    private int least;

    private Builder(BayesianCurveSettings settings) {
      units = settings.units();
      curveLayer = settings.curveLayer();
      varianceHead = settings.varianceHead();
      prior = settings.prior();
      steps = settings.steps();
      burnIn = settings.burnIn();
      thinning = settings.thinning();
      further = settings.further();
      batch = settings.batch();
      stepSize = settings.stepSize();
      friction = settings.friction();
      least = settings.least();
    }

    /**
     * Units of each of the three layers; 50 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder units(int count) {
      units = Checks.positive(count, "number of units");
      return this;
    }

    /**
     * Whether basis curves say how a curve bends; true unless set. Without them the network sees
     * the time as one more feature, which the paper compares with.
     *
     * @param has whether there is a curve layer
     * @return this
     */
    public Builder curveLayer(boolean has) {
      curveLayer = has;
      return this;
    }

    /**
     * Whether each curve has a variance of its own, which a head of the network says; true unless
     * set, as in the paper. Without it all share one, as in the authors' code.
     *
     * @param has whether there is such a head
     * @return this
     */
    public Builder varianceHead(boolean has) {
      varianceHead = has;
      return this;
    }

    /**
     * Standard deviation of all weights before anything is seen; 1 unless set.
     *
     * @param deviation above 0; infinite for no prior
     * @return this
     */
    public Builder prior(double deviation) {
      prior = Checks.positiveOrInfinite(deviation, "deviation of the prior");
      return this;
    }

    /**
     * Steps of the sampler when it learns, with the burn-in; 13,000 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder steps(int count) {
      steps = Checks.positive(count, "number of steps");
      return this;
    }

    /**
     * Steps that are thrown away, in which the scales adapt; 3,000 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder burnIn(int count) {
      burnIn = Checks.positive(count, "number of steps of the burn-in");
      return this;
    }

    /**
     * After how many steps each a network is kept; 100 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder thinning(int count) {
      thinning = Checks.positive(count, "number of steps between two networks");
      return this;
    }

    /**
     * Steps for the beginning of a curve, a tenth of them for each of ten networks; 3,000 unless
     * set.
     *
     * @param count at least 10
     * @return this
     */
    public Builder further(int count) {
      further = Checks.atLeast(count, BayesianCurveModel.CHAINS, "number of further steps");
      return this;
    }

    /**
     * Points of a minibatch; 20 unless set.
     *
     * @param points at least 1
     * @return this
     */
    public Builder batch(int points) {
      batch = Checks.positive(points, "size of a batch");
      return this;
    }

    /**
     * The size ε of the sampler's steps; 0.01 unless set. Steps that are too large draw networks
     * that fit worse than they could.
     *
     * @param size above 0
     * @return this
     */
    public Builder stepSize(double size) {
      stepSize = Checks.positive(size, "size of a step");
      return this;
    }

    /**
     * The share of the momentum that each step loses; 0.05 unless set.
     *
     * @param share above 0, at most 1
     * @return this
     */
    public Builder friction(double share) {
      friction = Checks.within(Checks.positive(share, "friction"), 0, 1, "friction");
      return this;
    }

    /**
     * How few curves say nothing; 5 are enough unless set.
     *
     * @param curves at least 1
     * @return this
     */
    public Builder least(int curves) {
      least = Checks.positive(curves, "least number of curves");
      return this;
    }

    /**
     * The predictor.
     *
     * @return immutable
     * @throws IllegalArgumentException if no network is left after the burn-in
     */
    public BayesianCurves build() {
      if (steps - burnIn < thinning) {
        throw new IllegalArgumentException("Of [" + steps + "] steps, [" + burnIn
            + "] are burn-in, and each [" + thinning
            + "]th of the others is kept: that is none.\nMaybe lower burnIn, or raise steps.");
      }
      return new BayesianCurves(new BayesianCurveSettings(
          units,
          curveLayer,
          varianceHead,
          prior,
          steps,
          burnIn,
          thinning,
          further,
          batch,
          stepSize,
          friction,
          least));
    }
  }
}
