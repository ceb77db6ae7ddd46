package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * BlockQNN's reward of networks trained for a few epochs: accuracy − μ log FLOPs − ρ log density
 * (zhong2018blockqnn, equation 9). Networks of many FLOPs and few edges gain most by further
 * training, dense ones least, so the two terms bring the early figure nearer to the final one.
 *
 * <p>Accuracy counts in percent, for which μ = 1 and ρ = 8 were published; against fractions they
 * would drown it. Base of the logarithm and unit of FLOPs are not published: here FLOPs are
 * multiply-accumulates by those of a network of reference, and the base is e unless set. The sum is
 * divided by 100, so that it is of the size that Q-learning's initial values presume. Immutable,
 * with value equality.
 */
public final class EarlyStopReward implements RewardFunction {

  /**
   * Edges by nodes of the searched block, which an evaluator has to be {@linkplain AddedFigure
   * told}.
   */
  public static final Metric DENSITY = Metric.minimized("density");

  private static final double PERCENT = 100;

  /** How accuracies are stated. */
  public enum Unit {
    /** In [0, 1]; anything above is refused. */
    FRACTION,
    /** In (1, 100]; anything else is refused, since it looks like a fraction. */
    PERCENT
  }

  private final Components components;

  private EarlyStopReward(Components components) {
    this.components = components;
  }

  private record Components(
      Metric accuracy, Unit unit, double mu, double rho, double referenceMacs, double base) {}

  /**
   * With the published weights, on the validation accuracy as our evaluators state it.
   *
   * @param referenceMacs multiply-accumulates of a network of reference, above 0
   * @return the reward function, for evaluations with accuracy, {@link Metric#MACS} and
   *     {@link #DENSITY}
   */
  public static EarlyStopReward blockQnn(double referenceMacs) {
    return builder(referenceMacs).build();
  }

  /**
   * Starts with the published weights, on the validation accuracy as our evaluators state it.
   *
   * @param referenceMacs multiply-accumulates of a network whose FLOPs are neither a loss nor a
   *     gain, above 0
   * @return a builder
   */
  public static Builder builder(double referenceMacs) {
    return new Builder(referenceMacs);
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder = new Builder(components.referenceMacs());
    builder.accuracy = components.accuracy();
    builder.unit = components.unit();
    builder.mu = components.mu();
    builder.rho = components.rho();
    builder.base = components.base();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public double reward(Evaluation evaluation) {
    double percent = percent(evaluation.get(components.accuracy()));
    double flops = logarithm(evaluation.get(Metric.MACS) / components.referenceMacs(), Metric.MACS);
    double density = logarithm(evaluation.get(DENSITY), DENSITY);
    return (percent - components.mu() * flops - components.rho() * density) / PERCENT;
  }

  private double percent(double value) {
    boolean fits = components.unit() == Unit.PERCENT
        ? value > 1 && value <= PERCENT
        : value >= 0 && value <= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "Accuracy [" + components.accuracy().name() + "] is [" + value
              + "], which is no " + components.unit().name().toLowerCase(Locale.ROOT)
              + ".\nMaybe the metric is stated in the other unit.");
    }
    return components.unit() == Unit.PERCENT ? value : PERCENT * value;
  }

  private double logarithm(double value, Metric metric) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("The logarithm needs a [" + metric.name()
          + "] above 0, but got [" + value + "].\nMaybe the block has no convolution or no layer.");
    }
    return StrictMath.log(value) / StrictMath.log(components.base());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EarlyStopReward that && components.equals(that.components);
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return Settings.describe("EarlyStopReward", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final double referenceMacs;
    private Metric accuracy = Metric.VALIDATION_ACCURACY;
    private Unit unit = Unit.FRACTION;
    private double mu = 1;
    private double rho = 8;
    private double base = Math.E;

    private Builder(double referenceMacs) {
      this.referenceMacs =
          Checks.positive(referenceMacs, "number of multiply-accumulates of the reference");
    }

    /**
     * Which accuracy counts; that of validation unless set.
     *
     * @param metric of which more is better
     * @return this
     */
    public Builder accuracy(Metric metric) {
      accuracy = requireNonNull(metric, "metric");
      return this;
    }

    /**
     * How that metric states it; as a fraction unless set.
     *
     * @param newUnit fraction or percent
     * @return this
     */
    public Builder unit(Unit newUnit) {
      unit = requireNonNull(newUnit, "newUnit");
      return this;
    }

    /**
     * The weight of FLOPs, in percentage points by factor {@link #base}; 1 unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder mu(double weight) {
      mu = Checks.notNegative(weight, "weight μ");
      return this;
    }

    /**
     * The weight of density, likewise; 8 unless set.
     *
     * @param weight at least 0
     * @return this
     */
    public Builder rho(double weight) {
      rho = Checks.notNegative(weight, "weight ρ");
      return this;
    }

    /**
     * The logarithm's base; e unless set.
     *
     * @param number above 1
     * @return this
     */
    public Builder base(double number) {
      if (!(number > 1 && number <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "The logarithm's base must be above 1 and finite, but is [" + number + "].");
      }
      base = number;
      return this;
    }

    /**
     * The reward.
     *
     * @return immutable
     */
    public EarlyStopReward build() {
      return new EarlyStopReward(new Components(accuracy, unit, mu, rho, referenceMacs, base));
    }
  }
}
