package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;

/**
 * What every {@link Evaluator} must do. An evaluator's test class extends this one and adds what is
 * its own.
 *
 * @param <A> type of an architecture
 */
public abstract class EvaluatorContract<A> {

  /** For test classes. */
  protected EvaluatorContract() {}

  /**
   * What is tested.
   *
   * @return a fresh one, quick to run
   */
  protected abstract Evaluator<A> evaluator();

  /**
   * Where the candidates come from.
   *
   * @return a space that the evaluator understands
   */
  protected abstract SearchSpace<A> space();

  /**
   * The figures that must repeat and be finite.
   *
   * @return by default the validation accuracy, which must be a fraction too
   */
  protected Metric metric() {
    return Metric.VALIDATION_ACCURACY;
  }

  private Candidate<A> candidate(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      Build<A> build = space().sample(Chooser.uniform(random));
      if (build.isFeasible()) {
        return new Candidate<>(seed, build.genotype(), build.architecture(), OptionalLong.empty());
      }
    }
    throw new IllegalStateException("A thousand random walks gave no architecture.");
  }

  /** The figure is there and finite; an accuracy is a fraction. */
  @Test
  final void measuresItsFigure() throws Exception {
    Evaluation evaluation = evaluator().evaluate(candidate(1), new Context(Verdict.CONTINUE));
    double figure = evaluation.get(metric());
    assertThat(figure).isFinite();
    if (metric().equals(Metric.VALIDATION_ACCURACY)) {
      assertThat(figure).isBetween(0.0, 1.0);
    }
  }

  /**
   * Equal candidates and equal randomness give equal figures, from one evaluator and from another.
   */
  @Test
  final void repeatsItself() throws Exception {
    Evaluator<A> one = evaluator();
    double figure = figure(one, 2);
    figure(one, 3);
    assertThat(figure(one, 2)).isEqualTo(figure);
    assertThat(figure(evaluator(), 2)).isEqualTo(figure);
  }

  private double figure(Evaluator<A> evaluator, long seed) throws Exception {
    return evaluator.evaluate(candidate(seed), new Context(Verdict.CONTINUE)).get(metric());
  }

  /**
   * After a report that is answered by STOP there is no further one, and the figures so far come
   * back.
   */
  @Test
  final void stopsWhenToldTo() throws Exception {
    Context context = new Context(Verdict.STOP);
    assertThat(evaluator().evaluate(candidate(4), context)).isNotNull();
    assertThat(context.reports).hasValueLessThanOrEqualTo(1);
  }

  /** Says where its figures come from, without nulls. */
  @Test
  final void namesItsProvenance() {
    assertThat(evaluator().provenance()).isNotNull().doesNotContainValue(null);
  }

  private static final class Context implements EvaluationContext {

    private final Verdict verdict;
    private final AtomicInteger reports = new AtomicInteger();
    private final RandomGenerator random = new SplittableRandom(11);

    Context(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public Deadline deadline() {
      return Deadline.never();
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Verdict report(int step, Evaluation soFar) {
      reports.incrementAndGet();
      return verdict;
    }
  }
}
