package org.nas4j.strategy.networkkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.NasSkipSpace;

class NetworkKernelSearchTest {

  private static final SearchSpace<Architecture> SPACE =
      NasSkipSpace.small(Shape.image(1, 8, 8), 3);

  private static List<NetworkOutline> networks(int count) {
    List<NetworkOutline> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(NetworkOutline.of(
          SPACE.sample(Chooser.uniform(new SplittableRandom(i))).architecture()));
    }
    return all;
  }

  @Test
  void distanceIsZeroToItselfAndTheSameEitherWay() {
    List<NetworkOutline> all = networks(40);
    for (NetworkOutline one : all) {
      assertThat(EditDistance.between(one, one)).isZero();
      for (NetworkOutline other : all) {
        double there = EditDistance.between(one, other);
        assertThat(there).isCloseTo(EditDistance.between(other, one), within(1e-12));
        assertThat(there > 0).isEqualTo(!one.equals(other));
      }
    }
  }

  /** By hand: twice the filters, (1/2 + 0 + 0)/3; a pooling in place of a convolution, 1. */
  @Test
  void changingALayerCostsWhatItChanges() {
    Convolution four = Convolution.of(4, Window.square(3));
    assertThat(EditDistance.change(four, Convolution.of(8, Window.square(3))))
        .isCloseTo(0.5 / 3, within(1e-12));
    assertThat(EditDistance.change(four, Convolution.of(4, Window.square(1))))
        .isCloseTo(8.0 / 9 / 3, within(1e-12));
    assertThat(EditDistance.change(four, Pooling.max(Window.square(3)))).isEqualTo(1);
  }

  /** The cheapest pairing is not the one that takes the cheapest pair first. */
  @Test
  void skipsArePairedAtTheLeastCost() {
    assertThat(Assignment.cost(new double[][] {{1, 2}, {1.5, 9}})).isEqualTo(3.5);
    assertThat(Assignment.cost(new double[][] {{4, 1, 3}, {2, 0, 5}})).isEqualTo(3);
    assertThat(Assignment.cost(new double[0][])).isZero();
  }

  /** Not exactly, since the diagonal had to grow until distances made a covariance. */
  @Test
  void processFollowsWhatWasObserved() {
    List<NetworkOutline> all = networks(12).stream().distinct().toList();
    double[] rewards = new double[all.size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = Math.sin(i);
    }
    NetworkProcess process = new NetworkProcess(all, rewards);
    double error = 0;
    double size = 0;
    for (int i = 0; i < rewards.length; i++) {
      error += Math.pow(process.bound(all.get(i), 0) - rewards[i], 2);
      size += rewards[i] * rewards[i];
      assertThat(process.bound(all.get(i), 2)).isGreaterThanOrEqualTo(process.bound(all.get(i), 0));
    }
    assertThat(error).isLessThan(0.2 * size);
  }

  /** Rewards that speak for few parameters. */
  private static double found(SearchStrategy strategy, long seed) {
    return NasSearch.builder(SPACE)
        .strategy(strategy)
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            -StrictMath.log(candidate.architecture().cost().parameters())))
        .stopAfter(StopRule.trials(25))
        .lookahead(1)
        .seed(seed)
        .run()
        .best()
        .orElseThrow()
        .reward();
  }

  @Tag("comparison")
  @Test
  void findsBetterOnesThanRandomSearchAndRepeatsItself() {
    NetworkKernelSearch strategy = NetworkKernelSearch.of(SPACE);
    int better = 0;
    for (int seed = 1; seed <= 5; seed++) {
      better += found(strategy, seed) > found(new RandomSearch(), seed) ? 1 : 0;
    }
    assertThat(better).isGreaterThanOrEqualTo(4);
    assertThat(found(strategy, 3)).isEqualTo(found(strategy, 3));
  }

  @Test
  void settingsArePublishedAndChecked() {
    assertThat(NetworkKernelSearch.of(SPACE).toBuilder().build().settings())
        .containsEntry("width", "2.576")
        .containsEntry("neighbours", "8")
        .containsEntry("cooling", "0.9")
        .containsEntry("coldest", "1.0E-4");
    assertThatThrownBy(() -> NetworkKernelSearch.builder(SPACE).neighbours(0))
        .hasMessageContaining("[0]");
  }
}
