package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Checks;
import org.nas4j.search.Trial;

/**
 * How far the figure that something was chosen by may be off by chance. It does not tell how much
 * the figure flatters because it is the greatest of many.
 *
 * @param standardError of the reward, at least 0
 * @param source what it was estimated from
 */
public record ValidationNoise(double standardError, Source source) {

  /**
   * The entry of an evaluator's provenance that says how many examples it validates on, which the
   * binomial estimate needs.
   */
  public static final String EXAMPLES = "validation.examples";

  /** What an estimate comes from. */
  public enum Source {

    /**
     * Finalists that were evaluated with several seeds: the deviation within them, pooled over all
     * of them, by the root of the number of seeds. It holds what weights and order of examples do,
     * and not that the validation examples are a sample.
     */
    REPEATED_SEEDS,

    /**
     * The accuracy and the number of validation examples: that of a share, with two successes and
     * two failures added (agresti1998approximate), so that an accuracy of 1 has some too. It holds
     * that the examples are a sample, and not what another training would change.
     */
    BINOMIAL
  }

  /** Checks. */
  public ValidationNoise {
    Checks.notNegative(standardError, "standard error");
    requireNonNull(source, "source");
  }

  /** Empty unless there are finalists with several seeds. */
  static <A> Optional<ValidationNoise> ofSeeds(List<Finalist<A>> finalists) {
    double squares = 0;
    int freedom = 0;
    for (Finalist<A> finalist : finalists) {
      double mean = finalist.reward();
      for (double reward : finalist.rewards()) {
        squares += (reward - mean) * (reward - mean);
      }
      freedom += finalist.runs().size() - 1;
    }
    if (freedom == 0) {
      return Optional.empty();
    }
    double error = Math.sqrt(squares / freedom / finalists.get(0).runs().size());
    return Optional.of(new ValidationNoise(error, Source.REPEATED_SEEDS));
  }

  /** Empty unless the reward is an accuracy and the number of examples is known. */
  static Optional<ValidationNoise> ofShare(Trial trial, String examples) {
    double reward = trial.outcome().reward().orElse(Double.NaN);
    boolean isAccuracy = trial
        .outcome()
        .figures()
        .flatMap(figures -> figures.find(Metric.VALIDATION_ACCURACY))
        .filter(accuracy -> accuracy == reward && accuracy >= 0 && accuracy <= 1)
        .isPresent();
    if (!isAccuracy || examples == null || !examples.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    double count = Integer.parseInt(examples);
    double share = (reward * count + 2) / (count + 4);
    return Optional.of(
        new ValidationNoise(Math.sqrt(share * (1 - share) / (count + 4)), Source.BINOMIAL));
  }

  /** As it stands behind a figure. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "± %.4f", standardError);
  }
}
