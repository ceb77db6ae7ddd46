package org.nas4j.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;

/**
 * A search over a made-up landscape, whose journal has all that a report shows: curves, several
 * figures, a conditional decision, failures, rejections, duplicates.
 */
final class ReportedSearch {

  static final Decision<String> KIND =
      new Decision<>("cell kind", List.of("chain", "tree", "mesh"));
  static final Decision<Integer> WIDTH = new Decision<>("width", List.of(8, 16, 32, 64, 128));
  static final Decision<Integer> KERNEL = new Decision<>("kernel", List.of(1, 3, 5, 7));
  static final Decision<Double> RATE = new Decision<>("rate", List.of(0.0, 0.1, 0.2, 0.5));
  static final Decision<Boolean> SKIP = new Decision<>("<b>skip</b>", List.of(true, false));
  private static final int STEPS = 10;

  /** What was chosen. */
  record Point(String kind, int width, double kernels, double rate, int skips) {}

  private ReportedSearch() {}

  static SearchSpace<Point> space() {
    return choices -> {
      String kind = choices.pick(KIND);
      int width = choices.pick(WIDTH);
      int depth = kind.equals("chain") ? 2 : 4;
      double kernels = 0;
      int skips = 0;
      for (int layer = 0; layer < depth; layer++) {
        kernels += choices.pick(KERNEL);
        skips += kind.equals("mesh") && choices.pick(SKIP) ? 1 : 0;
      }
      double rate = width > 16 ? choices.pick(RATE) : 0;
      if (width == 128 && kernels > 22) {
        throw new InfeasibleException("too large", "kernels [" + kernels + "] at width [128]");
      }
      return new Point(kind, width, kernels / depth, rate, skips);
    };
  }

  private static Evaluation evaluate(Candidate<Point> candidate, EvaluationContext context) {
    Point point = candidate.architecture();
    double noise = context.random().nextDouble();
    if (noise > 0.96) {
      throw new IllegalStateException(
          noise > 0.98
              ? "</script><img src=x onerror=alert(1)> & \"quotes\"\nsecond line"
              : "The loss is not finite after step [3].");
    }
    double goal = 0.62
        + 0.05 * Math.log(point.width() / 8.0)
        + 0.04 * point.kernels() / (1 + point.kernels())
        + (point.kind().equals("mesh") ? 0.03 : 0)
        + 0.01 * point.skips()
        - 0.1 * Math.abs(point.rate() - 0.1)
        + 0.03 * noise;
    Evaluation figures = Evaluation.of(Metric.VALIDATION_ACCURACY, 0)
        .with(
            Metric.PARAMETERS,
            100L * point.width() * (1 + Math.round(point.kernels() * point.kernels())))
        .with(Metric.LATENCY_SECONDS, 1e-4 * (point.width() + 20 * noise));
    for (int step = 1; step <= STEPS; step++) {
      figures = figures
          .withStep(Metric.VALIDATION_ACCURACY, goal * (1 - Math.exp(-0.6 * step)))
          .withStep(Metric.TRAINING_LOSS, 2.3 * Math.exp(-0.3 * step) + 1 - goal);
      context.report(step, figures);
    }
    return figures;
  }

  static SearchBuilder<Point> search(long trials, SearchStrategy strategy) {
    return NasSearch.builder(space())
        .strategy(strategy)
        .evaluator(ReportedSearch::evaluate)
        .stopAfter(StopRule.trials(trials))
        .seed(trials);
  }

  /** Writes a journal: its file, and how many trials. */
  public static void main(String[] args) {
    Path journal = Path.of(args[0]);
    search(Long.parseLong(args[1]), new RandomSearch()).store(journal).run();
    System.out.printf(Locale.ROOT, "%s%n", journal);
  }
}
