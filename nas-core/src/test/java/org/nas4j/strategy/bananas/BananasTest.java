package org.nas4j.strategy.bananas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class BananasTest extends ControllerContract {

  private static final Bananas.Training QUICK = new Bananas.Training(3, 2, 12, 30, 0.02, 16);

  @Override
  protected SearchStrategy strategy() {
    return Bananas.builder().training(QUICK).build();
  }

  /** One way through both convolutions, one around the second. */
  @Test
  void pathsAreTheWaysFromInputToOutput() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    String one = b.add("one", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    one = b.add("relu", Activation.RELU, one);
    String two = b.add("two", Convolution.of(4, Window.square(1)), one);
    String sum = b.add("sum", new Add(), List.of(one, two));
    String mean = b.add("mean", GlobalPooling.AVERAGE, sum);
    Architecture network = b.build(b.add("out", SoftmaxOutput.of(3), mean));
    String begin = Convolution.of(4, Window.square(3)) + ";";
    String end = GlobalPooling.AVERAGE + ";" + SoftmaxOutput.of(3) + ";";
    assertThat(new PathEncoding(choices -> network, 9).paths(network))
        .containsExactly(begin + end, begin + Convolution.of(4, Window.square(1)) + ";" + end);
    assertThat(new PathEncoding(choices -> network, 1).paths(network)).containsExactly(begin + end);
  }

  private static double linear(int[] features) {
    double sum = 0;
    for (int feature : features) {
      sum += feature % 2 == 0 ? 1 : -0.5;
    }
    return sum;
  }

  private static int[] draw(SplittableRandom random) {
    List<Integer> features = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (random.nextBoolean()) {
        features.add(i);
      }
    }
    return features.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Half the spread would be reached by predicting the mean; unknown features change nothing. */
  @Test
  void ensembleLearnsWhatFeaturesAreWorth() {
    SplittableRandom random = new SplittableRandom(2);
    List<int[]> features = new ArrayList<>();
    double[] rewards = new double[80];
    for (int i = 0; i < rewards.length; i++) {
      features.add(draw(random));
      rewards[i] = linear(features.get(i));
    }
    Ensemble ensemble =
        new Ensemble(features, rewards, 12, new Bananas.Training(5, 3, 20, 150, 0.01, 32), random);
    int right = 0;
    for (int i = 0; i < 200; i++) {
      int[] one = draw(random);
      int[] other = draw(random);
      double expected = linear(one) - linear(other);
      double said = ensemble.belief(one).mean() - ensemble.belief(other).mean();
      right += expected == 0 || Math.signum(expected) == Math.signum(said) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(170);
    assertThat(ensemble.belief(new int[] {0, 99}).mean())
        .isEqualTo(ensemble.belief(new int[] {0}).mean());
    assertThat(ensemble.belief(new int[] {0, 1}).deviation()).isPositive();
  }

  private static double found(SearchStrategy strategy, long seed) {
    return NasSearch.builder(ToySpaces.grid(8, 4))
        .strategy(strategy)
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            candidate.genotype().genes().stream()
                    .mapToInt(gene -> gene.option())
                    .sum()
                / 24.0))
        .stopAfter(StopRule.trials(50))
        .lookahead(1)
        .seed(seed)
        .run()
        .best()
        .orElseThrow()
        .reward();
  }

  @Test
  void findsBetterOnesThanRandomSearch() {
    int better = 0;
    for (int seed = 1; seed <= 6; seed++) {
      better += found(strategy(), seed) > found(new RandomSearch(), seed) ? 1 : 0;
    }
    assertThat(better).isGreaterThanOrEqualTo(5);
  }

  @Test
  void searchesNetworksByTheirPaths() {
    var space = NasSkipSpace.small(Shape.image(1, 8, 8), 3);
    Bananas byPaths =
        Bananas.of(space).toBuilder().training(QUICK).initial(4).round(3).build();
    assertThat(NasSearch.builder(space)
            .strategy(byPaths)
            .evaluator((candidate, context) -> Evaluation.of(
                Metric.VALIDATION_ACCURACY,
                1.0 / candidate.architecture().cost().parameters()))
            .stopAfter(StopRule.trials(12))
            .run()
            .trials())
        .hasSizeGreaterThanOrEqualTo(12);
    assertThat(byPaths.settings()).containsEntry("encoding", "200 paths");
  }

  @Test
  void defaultsArePublished() {
    assertThat(Bananas.builder().build().settings())
        .containsEntry("initial", "10")
        .containsEntry("round", "10")
        .containsEntry("members", "5")
        .containsEntry("layers", "10")
        .containsEntry("units", "20")
        .containsEntry("epochs", "150")
        .containsEntry("learningRate", "0.01")
        .containsEntry("batch", "32");
    assertThatThrownBy(() -> Bananas.builder().round(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> new Bananas.Training(1, 1, 1, 1, 1, 1)).hasMessageContaining("[1]");
  }
}
