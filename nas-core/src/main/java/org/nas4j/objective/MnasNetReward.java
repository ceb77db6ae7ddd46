package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * MnasNet's reward of an accurate and fast network: accuracy · (latency / target)^w, where w is α
 * up to the target and β beyond it (tan2019mnasnet, equations 2 and 3). Latency is to be measured
 * on the machine that will serve the network; another cost, such as multiply-accumulates, does as
 * well. Immutable, with value equality.
 */
public final class MnasNetReward implements RewardFunction {

  /** Twice the latency is as good as five hundredths more accuracy: section 3.1 of the paper. */
  private static final double SOFT = -0.07;

  private final Components components;

  private MnasNetReward(Components components) {
    this.components = components;
  }

  private record Components(
      Metric accuracy, Metric latency, double target, double alpha, double beta) {}

  /**
   * The published soft reward, α = β = −0.07: all trade-offs of the usual rate are worth the same,
   * so that one search covers a range of latencies.
   *
   * @param target in the unit of {@link Metric#LATENCY_SECONDS}, above 0
   * @return the reward function
   */
  public static MnasNetReward soft(double target) {
    return builder(target).build();
  }

  /**
   * The published hard reward, α = 0 and β = −1: the accuracy itself up to the target, and beyond
   * it so much less that hardly a network there is worth it.
   *
   * @param target in the unit of {@link Metric#LATENCY_SECONDS}, above 0
   * @return the reward function
   */
  public static MnasNetReward hard(double target) {
    return builder(target).alpha(0).beta(-1).build();
  }

  /**
   * Starts from the soft reward.
   *
   * @param target the latency at which the reward is the accuracy, in the latency's unit, above 0
   * @return a builder
   */
  public static Builder builder(double target) {
    return new Builder(target);
  }

  /**
   * Starts from this recipe.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return builder(components.target())
        .accuracy(components.accuracy())
        .latency(components.latency())
        .alpha(components.alpha())
        .beta(components.beta());
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
    double accuracy =
        Checks.within(evaluation.get(components.accuracy()), 0, 1, "accuracy as a fraction");
    double latency = Checks.positive(evaluation.get(components.latency()), "latency");
    double exponent = latency <= components.target() ? components.alpha() : components.beta();
    return accuracy * StrictMath.pow(latency / components.target(), exponent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MnasNetReward that && components.equals(that.components);
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return Settings.describe("MnasNetReward", components);
  }

  /** Each setting is checked at once. For one thread. */
  public static final class Builder {

    private final double target;
    private Metric accuracy = Metric.VALIDATION_ACCURACY;
    private Metric latency = Metric.LATENCY_SECONDS;
    private double alpha = SOFT;
    private double beta = SOFT;

    private Builder(double target) {
      this.target = Checks.positive(target, "target latency");
    }

    /**
     * Which accuracy counts; that of validation unless set.
     *
     * @param metric a fraction in [0, 1]
     * @return this
     */
    public Builder accuracy(Metric metric) {
      accuracy = requireNonNull(metric, "metric");
      return this;
    }

    /**
     * Which cost counts; the measured latency unless set.
     *
     * @param metric in the target's unit, above 0
     * @return this
     */
    public Builder latency(Metric metric) {
      latency = requireNonNull(metric, "metric");
      return this;
    }

    /**
     * The exponent up to the target; −0.07 unless set.
     *
     * @param exponent at most 0
     * @return this
     */
    public Builder alpha(double exponent) {
      alpha = notPositive(exponent, "α");
      return this;
    }

    /**
     * The exponent beyond the target; −0.07 unless set.
     *
     * @param exponent at most 0
     * @return this
     */
    public Builder beta(double exponent) {
      beta = notPositive(exponent, "β");
      return this;
    }

    private static double notPositive(double exponent, String name) {
      if (!(exponent <= 0 && exponent >= -Double.MAX_VALUE)) {
        throw new IllegalArgumentException("Exponent " + name + " must be at most 0 and finite, "
            + "but is [" + exponent + "].\nMaybe its sign was forgotten: the base is latency / "
            + "target.");
      }
      return exponent;
    }

    /**
     * The reward.
     *
     * @return immutable
     */
    public MnasNetReward build() {
      return new MnasNetReward(new Components(accuracy, latency, target, alpha, beta));
    }
  }
}
