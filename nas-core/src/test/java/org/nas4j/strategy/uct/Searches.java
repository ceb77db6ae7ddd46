package org.nas4j.strategy.uct;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/**
 * Searches with made-up rewards, in which nothing is re-used: an equal candidate is rewarded anew.
 */
final class Searches {

  /** Draws a reward; NaN stands for a failure. */
  interface Landscape {
    double reward(Genotype genotype, RandomGenerator random);
  }

  private Searches() {}

  static ControllerContext context(SearchSpace<?> space, long seed) {
    return new ControllerContext() {
      @Override
      public Walk walk(Chooser chooser) {
        return space.sample(chooser).walk();
      }

      @Override
      public Walk walk(Genotype genotype) {
        return space.replay(genotype).walk();
      }

      @Override
      public RandomGenerator random(String purpose) {
        return Seeds.random(seed, 0, purpose);
      }
    };
  }

  /** Runs until so many trials were observed, or the space is exhausted. */
  static List<Trial> run(
      SearchStrategy strategy,
      SearchSpace<?> space,
      Landscape landscape,
      int trials,
      int lookahead,
      long seed) {
    return run(strategy.open(context(space, seed)), space, landscape, trials, lookahead, seed);
  }

  static List<Trial> run(
      Controller controller,
      SearchSpace<?> space,
      Landscape landscape,
      int trials,
      int lookahead,
      long seed) {
    List<Trial> observed = new ArrayList<>();
    Deque<Trial> window = new ArrayDeque<>();
    for (long id = 0; id < trials; id++) {
      Optional<Proposal> proposal = controller.propose(Seeds.random(seed, id, "propose"));
      if (proposal.isEmpty()) {
        break;
      }
      window.add(trial(space, id, proposal.get().genotype(), landscape, seed));
      if (window.size() == lookahead) {
        observe(controller, window, observed, seed);
      }
    }
    while (!window.isEmpty()) {
      observe(controller, window, observed, seed);
    }
    return observed;
  }

  private static void observe(
      Controller controller, Deque<Trial> window, List<Trial> observed, long seed) {
    observed.add(window.element());
    controller.observe(window.remove(), Seeds.random(seed, observed.size(), "observe"));
  }

  private static Trial trial(
      SearchSpace<?> space, long id, Genotype genotype, Landscape landscape, long seed) {
    Outcome outcome;
    if (!space.replay(genotype).isFeasible()) {
      outcome = new Outcome.Rejected("toy", "cannot be built");
    } else {
      double reward = landscape.reward(genotype, Seeds.random(seed, id, "reward"));
      outcome = Double.isNaN(reward)
          ? new Outcome.Failed("toy", "failed", OptionalDouble.empty())
          : new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward));
    }
    return new Trial(
        id, genotype, OptionalLong.empty(), outcome, Duration.ZERO, OptionalLong.empty());
  }

  static List<Genotype> genotypes(List<Trial> trials) {
    return trials.stream().map(Trial::genotype).toList();
  }

  static int option(Genotype genotype, int index) {
    return genotype.genes().get(index).option();
  }
}
