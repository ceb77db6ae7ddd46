package org.nas4j.internal.untrained;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.predict.SynapticFlow;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.strategy.uct.Uct;

/**
 * A space of 7^4 candidates of which answers say nothing that a few trials could tell, since every
 * option means another size in every place, while the size says all.
 */
class UntrainedFiguresTest {

  private static final int TRIALS = 10;
  private static final int SEEDS = 40;

  /** What was built, with a size from 1 to 2^24. */
  private record Sized(double size, Map<Metric, Double> costs, Map<Metric, Double> scores)
      implements Priced {

    static Sized priced(double size) {
      return new Sized(size, Map.of(Metric.PARAMETERS, size), Map.of());
    }

    /** Costs mislead: they say something else. The least of all lets nothing through. */
    static Sized scored(double size) {
      double flow = size < 2 ? Double.NEGATIVE_INFINITY : StrictMath.log(size);
      return new Sized(
          size, Map.of(Metric.PARAMETERS, 1 + 7 * size % 5), Map.of(Metric.SYNAPTIC_FLOW, flow));
    }
  }

  private static SearchSpace<Sized> space(DoubleFunction<Sized> built) {
    return choices -> {
      int mixed = 0;
      for (int i = 0; i < 4; i++) {
        Decision<Integer> place = new Decision<>("place " + i, List.of(0, 1, 2, 3, 4, 5, 6));
        mixed = 31 * (mixed + choices.pick(place) + 1) % 2401;
      }
      return built.apply(StrictMath.pow(2, mixed / 100.0));
    };
  }

  private static final SearchSpace<Sized> PRICED = space(Sized::priced);
  private static final SearchSpace<Sized> SCORED = space(Sized::scored);

  /** Mean over seeds of the best reward, a number in [0, 24]. */
  private static double meanBest(SearchSpace<Sized> space, SearchStrategy strategy, double slope) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      sum += NasSearch.builder(space)
          .strategy(strategy)
          .evaluator((candidate, context) -> Evaluation.of(
              Metric.VALIDATION_ACCURACY,
              12 + slope * (StrictMath.log(candidate.architecture().size()) / Math.log(2) - 12)))
          .stopAfter(StopRule.trials(TRIALS))
          .parallelism(1)
          .lookahead(1)
          .seed(seed)
          .run()
          .best()
          .orElseThrow()
          .reward();
    }
    return sum / SEEDS;
  }

  @Test
  void learnsWhetherLargerOrSmallerOnesAreBetter() {
    assertThatSizesHelp(
        PRICED, Uct.sizeAware(), Uct.sizeAware().toBuilder().sizes(0).build());
    assertThatSizesHelp(
        PRICED,
        Strategies.sizeaware(),
        Strategies.sizeaware().toBuilder().sizes(0).build());
  }

  @Test
  void learnsFromScoresWhereThereAreSome() {
    assertThatSizesHelp(
        SCORED, Uct.sizeAware(), Uct.sizeAware().toBuilder().sizes(0).build());
    assertThatSizesHelp(
        SCORED,
        Strategies.sizeaware(),
        Strategies.sizeaware().toBuilder().sizes(0).build());
  }

  /** Of networks it is the flow and nothing else. */
  @Test
  void knowsTheFlowOfNetworks() {
    SearchSpace<Architecture> networks = NasSkipSpace.small(Shape.image(1, 8, 8), 10);
    List<ControllerContext> contexts = new ArrayList<>();
    SearchStrategy looksOn = context -> {
      contexts.add(context);
      return new RandomSearch().open(context);
    };
    NasSearch.builder(networks)
        .strategy(looksOn)
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .stopAfter(StopRule.trials(1))
        .run();
    ControllerContext context = contexts.get(0);
    UntrainedFigures known = new UntrainedFigures(context, 1);
    for (int seed = 0; seed < 20; seed++) {
      Genotype genotype =
          context.walk(Chooser.uniform(new SplittableRandom(seed))).genotype();
      assertThat(context.scores(genotype))
          .containsOnly(Map.entry(
              Metric.SYNAPTIC_FLOW, SynapticFlow.of(networks.replay(genotype).architecture())));
      assertThat(known.of(genotype)).hasSize(1);
    }
  }

  private static void assertThatSizesHelp(
      SearchSpace<Sized> space, SearchStrategy sized, SearchStrategy blind) {
    for (double slope : new double[] {1, -1}) {
      double best = meanBest(space, sized, slope);
      assertThat(best).as("%s, slope %s", sized.name(), slope).isGreaterThan(23.2);
      assertThat(best)
          .as("%s, slope %s", sized.name(), slope)
          .isGreaterThan(meanBest(space, blind, slope) + 0.5);
    }
  }

  /** Journals of searches that know no sizes have no such setting. */
  @Test
  void isASettingWhereItIsUsed() {
    assertThat(Uct.sizeAware().settings()).containsEntry("sizes", "2.0");
    assertThat(Uct.builder().build().settings()).doesNotContainKey("sizes");
    assertThat(Uct.sizeAware().toBuilder().build().settings())
        .isEqualTo(Uct.sizeAware().settings());
  }
}
