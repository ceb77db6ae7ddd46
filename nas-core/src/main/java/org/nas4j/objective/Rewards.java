package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.internal.checks.Checks;

/** Reward functions of the papers. All are stateless and thread-safe. */
public final class Rewards {

  /** Epochs that the reward of NAS looks back on. */
  private static final int LAST_EPOCHS = 5;

  private Rewards() {}

  /**
   * The reward of NAS for image classifiers: the largest value of the last five epochs, cubed (Zoph
   * and Le 2017, section 4.1; zoph2017nas). Of a shorter course all epochs count.
   *
   * @param metric an accuracy, followed epoch by epoch, as a fraction in [0, 1]
   * @return the reward function; it fails with {@link IllegalArgumentException} if the evaluation
   *     has no history of the metric
   * @throws IllegalArgumentException if less of the metric is better
   */
  public static RewardFunction cubedMaxOfLastFive(Metric metric) {
    requireMaximized(metric);
    return evaluation -> {
      double best = maxOfLast(LAST_EPOCHS, metric, evaluation);
      return best * best * best;
    };
  }

  /**
   * The largest value of the last epochs.
   *
   * @param metric a metric of which more is better, followed epoch by epoch
   * @param epochs how many of the last epochs count, at least 1; of a shorter course all count
   * @return the reward function; it fails with {@link IllegalArgumentException} if the evaluation
   *     has no history of the metric
   * @throws IllegalArgumentException if less of the metric is better, or there is no epoch
   */
  public static RewardFunction maxOfLast(Metric metric, int epochs) {
    requireMaximized(metric);
    Checks.positive(epochs, "number of epochs");
    return evaluation -> maxOfLast(epochs, metric, evaluation);
  }

  /**
   * The accuracy on validation examples as it is.
   *
   * @return the reward function, in [0, 1]
   */
  public static RewardFunction accuracy() {
    return RewardFunction.of(Metric.VALIDATION_ACCURACY);
  }

  /**
   * The classification error, negated so that more is better: accuracy − 1.
   *
   * @param accuracy an accuracy as a fraction in [0, 1]
   * @return the reward function, in [−1, 0]
   * @throws IllegalArgumentException if less of the metric is better
   */
  public static RewardFunction error(Metric accuracy) {
    requireMaximized(accuracy);
    return evaluation -> evaluation.get(accuracy) - 1;
  }

  /**
   * The mean loss on validation examples, negated so that more is better.
   *
   * @return the reward function, at most 0
   */
  public static RewardFunction loss() {
    return RewardFunction.of(Metric.VALIDATION_LOSS);
  }

  /**
   * The reward of NAS for language models: c / perplexity² (Zoph and Le 2017, section 4.2;
   * zoph2017nas).
   *
   * @param perplexity a perplexity, above 0
   * @param c the constant, 80 in the paper
   * @return the reward function; it fails with {@link IllegalArgumentException} on a perplexity
   *     that is not above 0
   */
  public static RewardFunction inverseSquaredPerplexity(Metric perplexity, double c) {
    requireNonNull(perplexity, "perplexity");
    Checks.positive(c, "constant over the squared perplexity");
    return evaluation -> {
      double value = evaluation.get(perplexity);
      if (!(value > 0)) {
        throw new IllegalArgumentException(
            "A perplexity is above 0, but [" + perplexity.name() + "] is [" + value + "].");
      }
      return c / (value * value);
    };
  }

  private static void requireMaximized(Metric metric) {
    if (metric.goal() != Metric.Goal.MAXIMIZE) {
      throw new IllegalArgumentException(
          "This reward needs a metric of which more is better, but of ["
              + metric.name()
              + "] less is.\nMaybe RewardFunction.of(metric), which negates it, is what you want.");
    }
  }

  private static double maxOfLast(int epochs, Metric metric, Evaluation evaluation) {
    List<Double> course = evaluation.history(metric);
    if (course.isEmpty()) {
      throw new IllegalArgumentException("The evaluation has no history of ["
          + metric.name()
          + "].\nMaybe the evaluator reports only the last epoch; use Evaluation.withStep.");
    }
    return Collections.max(course.subList(Math.max(0, course.size() - epochs), course.size()));
  }
}
