package org.nas4j.firstversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * Figures from the answers alone, by sums and quotients that are the same on every machine; and a
 * space of digits.
 */
final class Arithmetic {

  private static final Decision<String> KIND = Decision.of("kind", "chain", "tree");
  private static final Decision<Integer> DIGIT = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7);
  private static final double HOPELESS = 0.35;

  /** Three digits, or two, of which 5 cannot be the first; a sum of 13 cannot be built. */
  static final SearchSpace<Integer> DIGITS = choices -> {
    int digits = choices.pick(KIND).equals("chain") ? 3 : 2;
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < digits; i++) {
      picked.add(choices.pick(DIGIT, digit -> digit != 5 || !picked.isEmpty()));
    }
    int sum = picked.stream().mapToInt(Integer::intValue).sum();
    if (sum == 13) {
      throw new InfeasibleException("unlucky", "The digits sum to [13].");
    }
    return sum * 8 + picked.get(0);
  };

  /** The same as other numbers, of which the evaluation tells each step. */
  static final SearchSpace<Long> COURSES = choices -> (long) DIGITS.build(choices);

  private Arithmetic() {}

  /**
   * All kinds of outcomes: equal values are duplicates, failures cost a penalty, and the hopeless
   * end early.
   */
  static <A> SearchBuilder<A> eventful(SearchBuilder<A> search) {
    return search
        .failures(failures -> failures.penalise(-0.25))
        .deduplicateBy(Candidate::architecture)
        .pruning(Arithmetic::hopeless);
  }

  private static Optional<String> hopeless(int step, Evaluation soFar, List<Trial> observed) {
    boolean ends =
        step == 1 && observed.size() > 5 && soFar.get(Metric.VALIDATION_ACCURACY) < HOPELESS;
    return ends ? Optional.of("hopeless") : Optional.empty();
  }

  /** Figures of all candidates. */
  static Evaluation evaluate(Candidate<?> candidate, EvaluationContext context) {
    int sum = sum(candidate.genotype().genes());
    if (sum % 13 == 5) {
      throw new IllegalArgumentException("the sum \"" + sum + "\" – broken \ud800");
    }
    int most = 7 * Math.max(1, candidate.genotype().size());
    double accuracy = (double) sum / most + context.random().nextDouble() / 64;
    if (candidate.architecture() instanceof Architecture architecture) {
      accuracy -= Math.min(architecture.cost().parameters(), 1 << 18) / 1e6;
    }
    if (candidate.architecture() instanceof Long) {
      return stepwise(accuracy, context);
    }
    Evaluation evaluation = Evaluation.of(Metric.VALIDATION_ACCURACY, accuracy);
    if (accuracy < HOPELESS) {
      context.report(1, evaluation);
    }
    return evaluation;
  }

  private static int sum(List<Gene> genes) {
    int sum = 0;
    for (int i = 0; i < genes.size(); i++) {
      sum += (genes.get(i).option() * 5 + i * 3) % 8;
    }
    return sum;
  }

  private static Evaluation stepwise(double accuracy, EvaluationContext context) {
    Evaluation soFar =
        Evaluation.of(Metric.LATENCY_SECONDS, Double.NaN).with(Metric.PARAMETERS, 1e6);
    for (int step = 1; step <= 2; step++) {
      soFar = soFar.withStep(Metric.VALIDATION_ACCURACY, accuracy * (step + 2) / 4);
      if (context.report(step, soFar) == Verdict.STOP) {
        break;
      }
    }
    return soFar;
  }
}
