package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;

/**
 * MONAS' rewards of accuracy and energy (hsu2018monas): a mixture of both, or one of them as long
 * as the other keeps a limit. Where the limit is not kept the reward is 0, so that a search of
 * which no candidate keeps it learns nothing; a softer one is {@link RenaReward}. How the paper
 * brings energy to [0, 1] could not be checked; here it is by a range that the user states. All are
 * immutable, with value equality.
 */
public sealed interface MonasReward extends RewardFunction {

  /**
   * The settings by name.
   *
   * @return names and values
   */
  Map<String, String> settings();

  /**
   * α · accuracy − (1 − α) · energy.
   *
   * @param alpha weight of accuracy, in [0, 1]
   * @param energy a cost, brought to [0, 1]
   * @return the reward, on the validation accuracy
   */
  static Mixed mixed(double alpha, Scaled energy) {
    return new Mixed(Metric.VALIDATION_ACCURACY, alpha, energy);
  }

  /**
   * Accuracy where a resource, such as power, stays below its limit, else 0.
   *
   * @param resource such as power
   * @param limit in its unit; not kept by the limit itself
   * @return the reward, on the validation accuracy
   */
  static Below below(Metric resource, double limit) {
    return new Below(Metric.VALIDATION_ACCURACY, resource, limit);
  }

  /**
   * Accuracy where {@link Metric#MACS} stay below their limit, else 0.
   *
   * @param limit not kept by the limit itself
   * @return the reward, on the validation accuracy
   */
  static Below macsBelow(double limit) {
    return below(Metric.MACS, limit);
  }

  /**
   * 1 − energy where accuracy is above its limit, else 0.
   *
   * @param limit in [0, 1]; not kept by the limit itself
   * @param energy a cost, brought to [0, 1]
   * @return the reward, on the validation accuracy
   */
  static Above accuracyAbove(double limit, Scaled energy) {
    return new Above(Metric.VALIDATION_ACCURACY, limit, energy);
  }

  /**
   * A cost brought to [0, 1]: raw joules would drown accuracies. What is outside the range counts
   * as its end.
   *
   * @param metric a cost
   * @param least what counts as 0, in the metric's unit
   * @param most what counts as 1, above the least
   */
  record Scaled(Metric metric, double least, double most) {

    /** Checks. */
    public Scaled {
      requireNonNull(metric, "metric");
      Checks.finite(least, "least [" + metric.name() + "]");
      Checks.finite(most, "most [" + metric.name() + "]");
      if (most <= least) {
        throw new IllegalArgumentException("The range of [" + metric.name() + "] is empty: from ["
            + least + "] to [" + most + "].\nMaybe the two were exchanged.");
      }
    }

    double of(Evaluation evaluation) {
      double value = Checks.finite(evaluation.get(metric), "[" + metric.name() + "]");
      return Math.min(1, Math.max(0, (value - least) / (most - least)));
    }
  }

  /**
   * Accuracy and energy, weighted.
   *
   * @param accuracy a fraction in [0, 1]
   * @param alpha its weight, in [0, 1]
   * @param energy the other, which has the rest of the weight
   */
  record Mixed(Metric accuracy, double alpha, Scaled energy) implements MonasReward {

    /** Checks. */
    public Mixed {
      requireNonNull(accuracy, "accuracy");
      Checks.within(alpha, 0, 1, "weight α of accuracy");
      requireNonNull(energy, "energy");
    }

    @Override
    public Map<String, String> settings() {
      return Settings.of(this);
    }

    @Override
    public double reward(Evaluation evaluation) {
      return alpha * fraction(evaluation, accuracy) - (1 - alpha) * energy.of(evaluation);
    }
  }

  /**
   * Accuracy under a limit of a resource.
   *
   * @param accuracy a fraction in [0, 1]
   * @param resource of which less is better
   * @param limit in its unit; must not be reached
   */
  record Below(Metric accuracy, Metric resource, double limit) implements MonasReward {

    /** Checks. */
    public Below {
      requireNonNull(accuracy, "accuracy");
      requireNonNull(resource, "resource");
      Checks.positive(limit, "limit of [" + resource.name() + "]");
    }

    @Override
    public Map<String, String> settings() {
      return Settings.of(this);
    }

    @Override
    public double reward(Evaluation evaluation) {
      double value = fraction(evaluation, accuracy);
      return evaluation.get(resource) < limit ? value : 0;
    }
  }

  /**
   * Little energy above a limit of accuracy.
   *
   * @param accuracy a fraction in [0, 1]
   * @param limit must be exceeded, in [0, 1]
   * @param energy what counts then
   */
  record Above(Metric accuracy, double limit, Scaled energy) implements MonasReward {

    /** Checks. */
    public Above {
      requireNonNull(accuracy, "accuracy");
      Checks.within(limit, 0, 1, "limit of accuracy");
      requireNonNull(energy, "energy");
    }

    @Override
    public Map<String, String> settings() {
      return Settings.of(this);
    }

    @Override
    public double reward(Evaluation evaluation) {
      double value = 1 - energy.of(evaluation);
      return fraction(evaluation, accuracy) > limit ? value : 0;
    }
  }

  private static double fraction(Evaluation evaluation, Metric accuracy) {
    return Checks.within(evaluation.get(accuracy), 0, 1, "accuracy as a fraction");
  }
}
