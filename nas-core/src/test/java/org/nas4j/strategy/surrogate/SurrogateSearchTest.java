package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class SurrogateSearchTest extends ControllerContract {

  private final SplittableRandom random = new SplittableRandom(11);

  @Override
  protected SearchStrategy strategy() {
    return SurrogateSearch.builder().build();
  }

  private static Genotype grid(int... options) {
    return ToySpaces.grid(options.length, 10)
        .sample(point -> options[point.index()])
        .walk()
        .genotype();
  }

  /** A smooth landscape with interactions, and noise. */
  private static double bestOf(SearchStrategy strategy, long seed) {
    return NasSearch.builder(ToySpaces.grid(6, 5))
        .strategy(strategy)
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            height(candidate.architecture()) + 0.1 * context.random().nextGaussian()))
        .stopAfter(StopRule.trials(50))
        .lookahead(1)
        .seed(seed)
        .run()
        .top(1)
        .stream()
        .mapToDouble(each -> height(each.architecture()))
        .sum();
  }

  private static double height(List<Integer> digits) {
    double sum = 0;
    for (int i = 0; i < digits.size(); i++) {
      sum += StrictMath.sin(digits.get(i) + i)
          + (digits.get(i).equals(digits.get((i + 1) % digits.size())) ? 0.3 : 0);
    }
    return sum;
  }

  @Test
  void believesNothingOfWhatIsWithdrawn() {
    ObservedTrials memory = new ObservedTrials(genotype -> new double[0]);
    memory.proposed(grid(1, 2));
    memory.proposed(grid(3, 4));
    memory.withdrawn(grid(1, 2));
    assertThat(memory.pending())
        .extracting(Encoded::code)
        .containsExactly(memory.encode(grid(3, 4)).code());
    assertThat(memory.isNew(ToySpaces.grid(2, 10).replay(grid(1, 2)).walk())).isTrue();
  }

  /** 50 evaluations, 20 seeds. */
  @Tag("comparison")
  @Test
  void isBetterThanRandomSearch() {
    double[] ours = new double[20];
    double[] random = new double[20];
    for (int i = 0; i < 20; i++) {
      ours[i] = bestOf(strategy(), i);
      random[i] = bestOf(new RandomSearch(), i);
    }
    assertThat(mean(ours)).isGreaterThan(mean(random));
    assertThat(new MannWhitneyUTest().mannWhitneyUTest(ours, random)).isLessThan(0.01);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double each : values) {
      sum += each;
    }
    return sum / values.length;
  }

  /** The closed form, against sampling. */
  @Test
  void expectedImprovementIsTheIntegral() {
    for (double best : new double[] {-1, 0.2, 2}) {
      Prediction prediction = new Prediction(0.3, 0.7);
      double sum = 0;
      for (int i = 0; i < 400_000; i++) {
        sum += Math.max(0, 0.3 + 0.7 * random.nextGaussian() - best);
      }
      assertThat(prediction.expectedImprovement(best)).isCloseTo(sum / 400_000, within(4e-3));
    }
    assertThat(new Prediction(3, 0).expectedImprovement(1)).isEqualTo(2);
    assertThat(new Prediction(0, 0).expectedImprovement(1)).isZero();
  }

  /** What was observed without noise is predicted as it was. */
  @Test
  void processWithoutNoiseInterpolates() {
    Codes codes = new Codes();
    Encoded[] all = new Encoded[30];
    double[] targets = new double[30];
    for (int i = 0; i < 30; i++) {
      all[i] = code(codes.encode(grid(i % 10, i / 10, i * 7 % 10, i * 3 % 10)));
      targets[i] = random.nextGaussian();
    }
    GaussianProcess process =
        new GaussianProcess(new Kernel(2, 1e-9), all, GaussianProcess.distances(all), targets);
    for (int i = 0; i < 30; i++) {
      assertThat(process.predict(all[i]).mean()).isCloseTo(targets[i], within(1e-5));
      assertThat(process.predict(all[i]).deviation()).isLessThan(1e-3);
    }
    Prediction far = process.predict(code(codes.encode(grid(9, 9, 9, 9))));
    assertThat(far.deviation()).isGreaterThan(0.3);
  }

  /** Of a candidate of which nothing else is known. */
  private static Encoded code(int... code) {
    return new Encoded(code, new double[0]);
  }

  /**
   * By hand: two observations 1 and −1 at distance 2, ℓ = 2, noise 0.5, a question at distance 1
   * from both, and one at the first.
   */
  @Test
  void predictsAsWorkedOutByHand() {
    Encoded[] codes = {code(1, 1), code(2, 2)};
    GaussianProcess process = new GaussianProcess(
        new Kernel(2, 0.5), codes, GaussianProcess.distances(codes), new double[] {1, -1});
    double near = StrictMath.exp(-1);
    double weight = 1 / (1.5 - near);
    assertThat(process.predict(code(1, 2)).mean()).isCloseTo(0, within(1e-12));
    assertThat(process.predict(codes[0]).mean()).isCloseTo(weight * (1 - near), within(1e-12));
    double side = StrictMath.exp(-0.5);
    double explained = 2 * side * side / (1.5 + near);
    assertThat(process.predict(code(1, 2)).deviation())
        .isCloseTo(Math.sqrt(weight * (1 - explained)), within(1e-12));
  }

  /** Zero to itself, the same both ways, and no detour is shorter. */
  @Test
  void distanceIsMetricOnConditionalSpace() {
    Codes codes = new Codes();
    int[][] all = new int[40][];
    Genotype[] genotypes = new Genotype[40];
    for (int i = 0; i < 40; i++) {
      genotypes[i] =
          ToySpaces.conditional().sample(Chooser.uniform(random)).walk().genotype();
      all[i] = codes.encode(genotypes[i]);
    }
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        int there = Codes.distance(all[i], all[j]);
        assertThat(there == 0).isEqualTo(genotypes[i].equals(genotypes[j]));
        assertThat(there).isEqualTo(Codes.distance(all[j], all[i]));
        for (int[] way : all) {
          assertThat(there)
              .isLessThanOrEqualTo(Codes.distance(all[i], way) + Codes.distance(way, all[j]));
        }
      }
    }
  }

  @Test
  void scoresDependOnTheOrderOnly() {
    assertThat(NormalScores.of(new double[] {10, -5, 1e6}))
        .containsExactly(NormalScores.of(new double[] {2, 1, 3}));
    double[] tied = NormalScores.of(new double[] {1, 1, 0, 2});
    assertThat(tied[0]).isEqualTo(tied[1]).isCloseTo(0, within(1e-12));
    assertThat(tied[3]).isEqualTo(-tied[2], within(1e-12)).isPositive();
  }

  @Test
  void remembersTheBestAndTheLatest() {
    ObservedTrials memory = new ObservedTrials(genotype -> new double[0]);
    for (int i = 0; i < 100; i++) {
      memory.observed(grid(i / 10, i % 10), OptionalDouble.of(100 - i));
    }
    List<Double> kept =
        memory.relevant(10).stream().map(entry -> entry.reward().orElseThrow()).toList();
    assertThat(kept).containsExactly(100.0, 99.0, 98.0, 97.0, 96.0, 5.0, 4.0, 3.0, 2.0, 1.0);
  }

  @Test
  void proposesNothingTwiceWithSeveralInFlight() {
    List<Trial> trials = NasSearch.builder(ToySpaces.grid(4, 4))
        .strategy(strategy())
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY,
            candidate.architecture().stream().mapToInt(each -> each).sum()))
        .stopAfter(StopRule.trials(80))
        .lookahead(8)
        .run()
        .trials();
    assertThat(trials.stream().map(Trial::genotype)).doesNotHaveDuplicates();
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> SurrogateSearch.builder().initial(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number of initial trials")
        .hasMessageContaining("[1]");
  }
}
