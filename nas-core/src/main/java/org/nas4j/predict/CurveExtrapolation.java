package org.nas4j.predict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * Continues one curve by itself: a weighted sum of eleven families of rising curves, whose
 * parameters, weights and noise are drawn from their posterior by an ensemble of walkers around the
 * least squares of each family (domhan2015curves). Later values count more, 10^(i/n) for the i-th
 * of n. What it foretells is the mixture over the samples, noise included. Of the curves seen it
 * learns nothing; it needs accuracies as fractions, and no steps in the learning rate.
 *
 * <p>Deviations: a family must end at or below 1 where the authors' code allows 100, since a few
 * samples beyond all bounds otherwise spoil the mean; L-BFGS-B is replaced, see the fit; after the
 * beginning is cut off, steps keep their numbers. Immutable.
 */
public final class CurveExtrapolation implements CurvePredictor {

  /** Walkers, steps, burn-in and thinning of the authors' code. */
  private static final Extrapolation DOMHAN =
      new Extrapolation(List.of(CurveFamily.values()), 100, 2_500, 500, 10, true, 5, 1);

  private final Extrapolation settings;

  private CurveExtrapolation(Extrapolation settings) {
    this.settings = settings;
  }

  /**
   * The published method: all families, 100 walkers, 2,500 steps of which 500 are thrown away.
   * Takes seconds for a curve.
   *
   * @return the predictor
   */
  public static CurveExtrapolation domhan() {
    return builder().build();
  }

  /**
   * The same with 600 steps, of which 300 are thrown away: a quarter of the time.
   *
   * @return the predictor
   */
  public static CurveExtrapolation quick() {
    return builder().steps(600).burnIn(300).build();
  }

  /**
   * Starts with the published settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(DOMHAN);
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
    return (soFar, draws) -> predict(soFar, lastStep, draws);
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(settings);
  }

  private Optional<PredictedValue> predict(
      LearningCurve soFar, int lastStep, RandomGenerator random) {
    if (soFar.steps() < settings.least() || soFar.steps() > lastStep || !soFar.isUsable()) {
      return Optional.empty();
    }
    return posterior(soFar, lastStep, random).map(CurvePosterior::last);
  }

  /** Samples for a usable curve; empty if no family fits. */
  Optional<CurvePosterior> posterior(LearningCurve soFar, int lastStep, RandomGenerator random) {
    CurvePoints points = CurvePoints.risen(soFar);
    List<FamilyFit> fits = new ArrayList<>();
    for (CurveFamily family : settings.families()) {
      FamilyFit.of(family, points)
          .filter(fit -> CombinedCurve.allows(fit, lastStep, settings.most()))
          .ifPresent(fits::add);
    }
    if (fits.isEmpty()) {
      return Optional.empty();
    }
    CombinedCurve curve = new CombinedCurve(fits, points, lastStep, settings);
    int walkers = Math.max(settings.walkers(), 2 * curve.dimensions());
    EnsembleSampler sampler =
        new EnsembleSampler(curve::logDensity, curve.start(walkers, random), random);
    sampler.run(settings.burnIn());
    List<double[]> samples =
        sampler.sample(settings.steps() - settings.burnIn(), settings.thinning()).stream()
            .filter(curve::isPossible)
            .toList();
    return samples.isEmpty() ? Optional.empty() : Optional.of(new CurvePosterior(curve, samples));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveExtrapolation that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "Curve" + settings;
  }

  /** Each setting is checked at once, combinations when it is built. For one thread. */
  public static final class Builder {

    private List<CurveFamily> families;
    private int walkers;
    private int steps;
    private int burnIn;
    private int thinning;
    private boolean recencyWeights;
    private int least;
    private double most;

    private Builder(Extrapolation settings) {
      families = settings.families();
      walkers = settings.walkers();
      steps = settings.steps();
      burnIn = settings.burnIn();
      thinning = settings.thinning();
      recencyWeights = settings.recencyWeights();
      least = settings.least();
      most = settings.most();
    }

    /**
     * Which families are summed up; all eleven unless set.
     *
     * @param some at least one, none twice
     * @return this
     */
    public Builder families(CurveFamily... some) {
      List<CurveFamily> given = List.of(some);
      if (given.isEmpty() || EnumSet.copyOf(given).size() < given.size()) {
        throw new IllegalArgumentException("There must be at least one family, and none twice, but"
            + " got " + given + ".\nMaybe leave it out, which takes all.");
      }
      families = given;
      return this;
    }

    /**
     * How many walkers; more if there are not two for each parameter. 100 unless set.
     *
     * @param count even, at least 4
     * @return this
     */
    public Builder walkers(int count) {
      if (count < 4 || count % 2 != 0) {
        throw new IllegalArgumentException("The number of walkers must be even and at least [4],"
            + " but is [" + count + "].\nMaybe take one more: they move in two halves.");
      }
      walkers = count;
      return this;
    }

    /**
     * How often each walker moves in all; 2,500 unless set.
     *
     * @param count above the burn-in
     * @return this
     */
    public Builder steps(int count) {
      steps = Checks.positive(count, "number of steps");
      return this;
    }

    /**
     * How many of the steps are thrown away, those in which the walkers spread; 500 unless set.
     *
     * @param count below the number of steps
     * @return this
     */
    public Builder burnIn(int count) {
      burnIn = Checks.atLeast(count, 0, "number of burn-in steps");
      return this;
    }

    /**
     * Of how many steps one is kept; 10 unless set.
     *
     * @param count at least 1
     * @return this
     */
    public Builder thinning(int count) {
      thinning = Checks.positive(count, "thinning");
      return this;
    }

    /**
     * Whether later values count more; they do unless set.
     *
     * @param choice false gives each value the same weight
     * @return this
     */
    public Builder recencyWeights(boolean choice) {
      recencyWeights = choice;
      return this;
    }

    /**
     * The shortest curve that it continues; 5 unless set, a choice of ours.
     *
     * @param count steps, at least 3
     * @return this
     */
    public Builder least(int count) {
      least = Checks.atLeast(count, 3, "least number of steps");
      return this;
    }

    /**
     * The greatest value that a curve may end with; 1 unless set, for fractions.
     *
     * @param value above 0
     * @return this
     */
    public Builder most(double value) {
      most = Checks.positive(value, "greatest value");
      return this;
    }

    /**
     * The predictor.
     *
     * @return immutable
     * @throws IllegalArgumentException if nothing is left after the burn-in
     */
    public CurveExtrapolation build() {
      if (steps - burnIn < thinning) {
        throw new IllegalArgumentException("Of [" + steps + "] steps, [" + burnIn
            + "] are thrown away and one of [" + thinning
            + "] is kept, which leaves none.\nMaybe set the burn-in to half of the steps.");
      }
      return new CurveExtrapolation(new Extrapolation(
          families, walkers, steps, burnIn, thinning, recencyWeights, least, most));
    }
  }
}
