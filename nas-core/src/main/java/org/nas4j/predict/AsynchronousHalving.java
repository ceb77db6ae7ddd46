package org.nas4j.predict;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Figures;
import org.nas4j.search.PruningRule;
import org.nas4j.search.Trial;

/**
 * Asynchronous successive halving, the variant that stops: an evaluation that reaches a rung, at
 * the steps r, r·η, r·η² and so on, goes on if it is among the best ⌊n/η⌋, at least one, of the n
 * that were recorded at this rung, itself included. Equals are not held against it. With random
 * search it is the baseline of Li and Talwalkar (li2019random, section 4; li2020asha).
 *
 * <p>Deviations: published ASHA pauses evaluations and promotes the best one later; here none is
 * paused, so that an early arrival is judged against few. An evaluation is compared with the trials
 * that had been observed when it was proposed, not with those that run beside it, so that a run
 * repeats itself. A trial that was stopped counts at the rungs that it reached.
 *
 * @param metric what is compared; the evaluator reports its course
 * @param firstRung r, the first step after which an evaluation may end
 * @param eta η, one in how many goes on
 */
public record AsynchronousHalving(Metric metric, int firstRung, int eta) implements PruningRule {

  /** r and η of Li and Talwalkar (li2019random, section 4). */
  private static final int DEFAULT_FIRST_RUNG = 1;

  private static final int DEFAULT_ETA = 4;

  /** Checks. */
  public AsynchronousHalving {
    requireNonNull(metric, "metric");
    if (firstRung < 1 || eta < 2) {
      throw new IllegalArgumentException(
          "The first rung must be at least 1 and eta at least 2, but are [" + firstRung + "] and ["
              + eta + "].\nMaybe they are the other way round.");
    }
  }

  /**
   * The rule with the settings of Li and Talwalkar: rungs 1, 4, 16 …, of which one in four goes on.
   *
   * @param metric what is compared
   * @return the rule
   */
  public static AsynchronousHalving of(Metric metric) {
    return new AsynchronousHalving(metric, DEFAULT_FIRST_RUNG, DEFAULT_ETA);
  }

  @Override
  public Optional<String> reasonToPrune(int step, Evaluation soFar, List<Trial> observed) {
    if (!isRung(step)) {
      return Optional.empty();
    }
    double value = soFar.get(metric);
    if (!Figures.usable(value)) {
      return Optional.of(metric.name() + " is no finite number");
    }
    int recorded = 1;
    int better = 0;
    for (Trial trial : observed) {
      List<Double> course = trial.duplicateOf().isPresent()
          ? List.of()
          : trial.outcome().figures().map(each -> each.history(metric)).orElse(List.of());
      if (course.size() >= step) {
        recorded++;
        better += isBetter(course.get(step - 1), value) ? 1 : 0;
      }
    }
    return better < Math.max(1, recorded / eta)
        ? Optional.empty()
        : Optional.of("successive halving");
  }

  private boolean isRung(int step) {
    long rung = firstRung;
    while (rung < step) {
      rung *= eta;
    }
    return rung == step;
  }

  private boolean isBetter(double one, double other) {
    return Figures.usable(one)
        && (metric.goal() == Metric.Goal.MAXIMIZE ? one > other : one < other);
  }
}
