package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;

/**
 * BlockQNN's reward of networks trained for a few epochs: accuracy − μ log FLOPs − ρ log density (zhong2018blockqnn,
 * equation 9). Networks of many FLOPs and few edges gain most by further training, dense ones least, so the two terms bring
 * the early figure nearer to the final one.
 *
 * <p>Accuracy counts in percent, for which μ = 1 and ρ = 8 were published; against fractions they would drown it. Base of
 * the logarithm and unit of FLOPs are not published: here FLOPs are multiply-accumulates by those of a network of
 * reference, and the base is e unless set. The sum is divided by 100, so that it is of the size that Q-learning's initial
 * values presume.
 *
 * @param accuracy which accuracy counts
 * @param unit how that metric states it
 * @param mu weight of FLOPs, in percentage points by factor {@code base}
 * @param rho weight of density, likewise
 * @param referenceMacs multiply-accumulates of a network whose FLOPs are neither a loss nor a gain, above 0
 * @param base of the logarithm, above 1
 */
public record EarlyStopReward(
    Metric accuracy, Unit unit, double mu, double rho, double referenceMacs, double base)
    implements RewardFunction {

  /** Edges by nodes of the searched block, which an evaluator has to be {@linkplain AddedFigure told}. */
  public static final Metric DENSITY = Metric.minimized("density");

  private static final double PERCENT = 100;

  /** How accuracies are stated. */
  public enum Unit {
    /** In [0, 1]; anything above is refused. */
    FRACTION,
    /** In (1, 100]; anything else is refused, since it looks like a fraction. */
    PERCENT
  }

  /** Checks. */
  public EarlyStopReward {
    requireNonNull(accuracy, "accuracy");
    requireNonNull(unit, "unit");
    atLeastZero(mu, "μ");
    atLeastZero(rho, "ρ");
    if (!(referenceMacs > 0) || Double.isInfinite(referenceMacs)) {
      throw new IllegalArgumentException(
          "The reference must be above 0 multiply-accumulates, but is [" + referenceMacs + "].");
    }
    if (!(base > 1) || Double.isInfinite(base)) {
      throw new IllegalArgumentException(
          "The logarithm's base must be above 1, but is [" + base + "].");
    }
  }

  private static void atLeastZero(double weight, String name) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "The weight " + name + " must be at least 0, but is [" + weight + "].");
    }
  }

  /**
   * With the published weights, on the validation accuracy as our evaluators state it.
   *
   * @param referenceMacs multiply-accumulates of a network of reference, above 0
   * @return the reward function, for evaluations with accuracy, {@link Metric#MACS} and {@link #DENSITY}
   */
  public static EarlyStopReward blockQnn(double referenceMacs) {
    return new EarlyStopReward(
        Metric.VALIDATION_ACCURACY, Unit.FRACTION, 1, 8, referenceMacs, Math.E);
  }

  @Override
  public double reward(Evaluation evaluation) {
    double percent = percent(evaluation.get(accuracy));
    double flops = logarithm(evaluation.get(Metric.MACS) / referenceMacs, Metric.MACS);
    double density = logarithm(evaluation.get(DENSITY), DENSITY);
    return (percent - mu * flops - rho * density) / PERCENT;
  }

  private double percent(double value) {
    boolean fits = unit == Unit.PERCENT ? value > 1 && value <= PERCENT : value >= 0 && value <= 1;
    if (!fits) {
      throw new IllegalArgumentException("Accuracy [" + accuracy.name() + "] is [" + value
          + "], which is no " + unit.name().toLowerCase(Locale.ROOT)
          + ".\nMaybe the metric is stated in the other unit.");
    }
    return unit == Unit.PERCENT ? value : PERCENT * value;
  }

  private double logarithm(double value, Metric metric) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("The logarithm needs a [" + metric.name()
          + "] above 0, but got [" + value + "].\nMaybe the block has no convolution or no layer.");
    }
    return StrictMath.log(value) / StrictMath.log(base);
  }
}
