package org.nas4j.strategy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoArchive;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.testkit.ToySpaces;

/** What tests of strategies for several objectives share. */
public final class TwoObjectives {

  /** More accuracy and fewer parameters. */
  public static final Objectives BOTH =
      Objectives.of(Metric.VALIDATION_ACCURACY, Metric.PARAMETERS);

  private static final int BITS = 20;

  private TwoObjectives() {}

  /**
   * A run on strings of 20 bits: each that is set adds its own share of accuracy and its own number
   * of parameters, 60 in all, and not in proportion, so that what to set first is to be learned.
   */
  public static SearchResult<List<Integer>> search(SearchStrategy strategy, int trials, long seed) {
    return NasSearch.builder(ToySpaces.grid(BITS, 2))
        .strategy(strategy)
        .evaluator((candidate, context) -> {
          double accuracy = 0;
          double parameters = 0;
          for (int i = 0; i < BITS; i++) {
            accuracy += candidate.architecture().get(i) * (1 + i % 4) / 50.0;
            parameters += candidate.architecture().get(i) * (1 + 7 * i % 5);
          }
          return figures(accuracy, parameters);
        })
        .stopAfter(StopRule.trials(trials))
        .lookahead(1)
        .seed(seed)
        .run();
  }

  /** Of all that such a run evaluated. */
  public static double hypervolume(SearchStrategy strategy, int trials, long seed) {
    ParetoArchive<Long> archive = new ParetoArchive<>(BOTH);
    for (Trial trial : search(strategy, trials, seed).trials()) {
      archive.add(trial.id(), trial.outcome().figures().orElseThrow());
    }
    return archive.front().hypervolume(figures(-0.05, 61));
  }

  private static Evaluation figures(double accuracy, double parameters) {
    return new Evaluation(
        Map.of(Metric.VALIDATION_ACCURACY, accuracy, Metric.PARAMETERS, parameters), Map.of());
  }

  /**
   * The strategy, told the sum of the options as parameters in all trials with figures, so that the
   * contract of all strategies, which knows accuracy only, holds for it too.
   */
  public static SearchStrategy told(SearchStrategy strategy) {
    return context -> new Told(strategy.open(context));
  }

  private record Told(Controller controller) implements Controller {

    @Override
    public Optional<Proposal> propose(RandomGenerator random) {
      return controller.propose(random);
    }

    @Override
    public void observe(Trial trial, RandomGenerator random) {
      controller.observe(
          trial.outcome().figures().map(figures -> more(trial, figures)).orElse(trial), random);
    }

    @Override
    public void withdraw(Genotype genotype) {
      controller.withdraw(genotype);
    }

    private static Trial more(Trial trial, Evaluation figures) {
      int sum =
          trial.genotype().genes().stream().mapToInt(gene -> gene.option()).sum();
      return new Trial(
          trial.id(),
          trial.genotype(),
          trial.parent(),
          new Outcome.Scored(
              trial.outcome().reward().orElseThrow(), figures.with(Metric.PARAMETERS, sum)),
          trial.duration(),
          trial.duplicateOf());
    }
  }
}
