package org.nas4j.internal.sizes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.strategy.uct.Uct;

/**
 * A space of 7^4 candidates of which answers say nothing that a few trials could tell, since every
 * option means another size in every place, while the size says all.
 */
class KnownSizesTest {

  private static final int TRIALS = 10;
  private static final int SEEDS = 40;

  /** What was built, with a size from 1 to 2^24. */
  private record Sized(double size) implements Priced {

    @Override
    public Map<Metric, Double> costs() {
      return Map.of(Metric.PARAMETERS, size);
    }
  }

  private static final SearchSpace<Sized> SPACE = choices -> {
    int mixed = 0;
    for (int i = 0; i < 4; i++) {
      Decision<Integer> place = new Decision<>("place " + i, List.of(0, 1, 2, 3, 4, 5, 6));
      mixed = 31 * (mixed + choices.pick(place) + 1) % 2401;
    }
    return new Sized(StrictMath.pow(2, mixed / 100.0));
  };

  /** Mean over seeds of the best reward, a number in [0, 24]. */
  private static double meanBest(SearchStrategy strategy, double slope) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      sum += NasSearch.builder(SPACE)
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
    assertThatSizesHelp(Uct.sizeAware(), Uct.sizeAware().toBuilder().sizes(0).build());
    assertThatSizesHelp(
        Strategies.sizeaware(), Strategies.sizeaware().toBuilder().sizes(0).build());
  }

  private static void assertThatSizesHelp(SearchStrategy sized, SearchStrategy blind) {
    for (double slope : new double[] {1, -1}) {
      double best = meanBest(sized, slope);
      assertThat(best).as("%s, slope %s", sized.name(), slope).isGreaterThan(23.2);
      assertThat(best)
          .as("%s, slope %s", sized.name(), slope)
          .isGreaterThan(meanBest(blind, slope) + 0.5);
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
