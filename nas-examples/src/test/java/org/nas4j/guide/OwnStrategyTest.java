package org.nas4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;

/** docs/guide/own-strategy.md. */
class OwnStrategyTest {

  // region: strategy
  /** Answers as in the best trial so far, but for some answers that are drawn anew. */
  record Climb(double share) implements SearchStrategy {

    @Override
    public Controller open(ControllerContext context) {
      return new Climber(context, share);
    }
  }

  static final class Climber implements Controller {

    private final ControllerContext context;
    private final double share;
    private Genotype best = Genotype.EMPTY;
    private double highest = Double.NEGATIVE_INFINITY;

    Climber(ControllerContext context, double share) {
      this.context = context;
      this.share = share;
    }

    @Override
    public Optional<Proposal> propose(RandomGenerator random) {
      Chooser uniform = Chooser.uniform(random);
      List<Gene> genes = best.genes();
      Chooser nearBest = point -> {
        boolean isNew = point.index() >= genes.size() || random.nextDouble() < share;
        if (!isNew) {
          Gene gene = genes.get(point.index());
          if (gene.decision().equals(point.decision().name()) && point.isLegal(gene.option())) {
            return gene.option();
          }
        }
        return uniform.choose(point);
      };
      return Optional.of(Proposal.of(context.walk(nearBest).genotype()));
    }

    @Override
    public void observe(Trial trial, RandomGenerator random) {
      double reward = trial.outcome().reward().orElse(Double.NEGATIVE_INFINITY);
      if (reward > highest) {
        highest = reward;
        best = trial.genotype();
      }
    }
  }
  // end region

  // region: contract
  @Nested
  class KeepsTheContract extends ControllerContract {

    @Override
    protected SearchStrategy strategy() {
      return new Climb(0.2);
    }
  }
  // end region

  @Test
  void climbsHigherThanChance() {
    assertThat(mean(new Climb(0.2))).isCloseTo(30.5, within(1e-9));
    assertThat(mean(new RandomSearch())).isCloseTo(24.8, within(1e-9));
  }

  // region: compare
  /** The mean of ten searches for eight large numbers. */
  static double mean(SearchStrategy strategy) {
    Metric sum = Metric.maximized("sum");
    Decision<Integer> number = Decision.of("number", 0, 1, 2, 3, 4);
    SearchSpace<Integer> space =
        choices -> IntStream.range(0, 8).map(i -> choices.pick(number)).sum();
    double mean = 0;
    for (long seed = 1; seed <= 10; seed++) {
      mean += NasSearch.builder(space)
              .strategy(strategy)
              .evaluator((candidate, context) -> Evaluation.of(sum, candidate.architecture()))
              .reward(RewardFunction.of(sum))
              .stopAfter(StopRule.trials(60))
              .seed(seed)
              .run()
              .bestOrThrow()
              .reward()
          / 10;
    }
    return mean;
  }
  // end region
}
