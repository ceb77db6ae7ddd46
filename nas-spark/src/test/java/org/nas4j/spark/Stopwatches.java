package org.nas4j.spark;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Trials that do nothing but what is to be timed: as often as the setting {@code steps} says they
 * wait as many milliseconds as {@code pause} says, and report what time it is.
 */
public final class Stopwatches implements WorkerFactory<Integer> {

  /**
   * Nanoseconds of the machine's clock, which all its processes share, when the report was made.
   */
  static final Metric SENT = Metric.minimized("sent");

  /** The process that evaluates. */
  static final Metric PROCESS = Metric.minimized("process");

  private static final Decision<Integer> NUMBER =
      new Decision<>("number", IntStream.range(0, 1_000).boxed().toList());

  /** Made by name. */
  public Stopwatches() {}

  @Override
  public SearchSpace<Integer> space(Map<String, String> settings) {
    return choices -> choices.pick(NUMBER);
  }

  @Override
  public Evaluator<Integer> evaluator(Map<String, String> settings) {
    int steps = Integer.parseInt(settings.get("steps"));
    long pause = Long.parseLong(settings.get("pause"));
    return new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context)
          throws InterruptedException {
        Evaluation figures = Evaluation.of(
                Metric.VALIDATION_ACCURACY, candidate.architecture() / 1_000.0)
            .with(PROCESS, ProcessHandle.current().pid());
        for (int step = 1; step <= steps; step++) {
          TimeUnit.MILLISECONDS.sleep(pause);
          context.report(step, figures.with(SENT, System.nanoTime()));
        }
        return figures;
      }
    };
  }
}
