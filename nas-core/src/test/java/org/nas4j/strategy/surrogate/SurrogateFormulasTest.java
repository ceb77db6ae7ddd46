package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.testkit.ToySpaces;

/** The process, the codes and the memory, worked out once more. */
class SurrogateFormulasTest {

  private static Genotype genotype(Object... namesAndOptions) {
    Gene[] genes = new Gene[namesAndOptions.length / 2];
    for (int i = 0; i < genes.length; i++) {
      genes[i] = new Gene((String) namesAndOptions[2 * i], (Integer) namesAndOptions[2 * i + 1]);
    }
    return new Genotype(List.of(genes));
  }

  private static Genotype digits(int first, int second) {
    return ToySpaces.grid(2, 10)
        .sample(point -> point.index() == 0 ? first : second)
        .walk()
        .genotype();
  }

  @Test
  void codesHaveASlotForEachOccurrenceOfAName() {
    Codes codes = new Codes();
    assertThat(codes.encode(genotype("a", 2, "b", 0, "a", 1))).containsExactly(3, 1, 2);
    assertThat(codes.encode(genotype("b", 4))).containsExactly(0, 5, 0);
    assertThat(codes.encode(genotype("c", 0, "a", 0))).containsExactly(1, 0, 0, 1);
    assertThat(codes.encode(Genotype.EMPTY)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void distancesCountQuestionsThatOneWasNotAsked() {
    assertThat(Codes.distance(new int[] {1, 2, 3}, new int[] {1, 3, 3})).isOne();
    assertThat(Codes.distance(new int[] {1, 2}, new int[] {1, 2, 0, 0})).isZero();
    assertThat(Codes.distance(new int[] {1, 2}, new int[] {1, 2, 0, 4, 5})).isEqualTo(2);
    assertThat(Codes.distance(new int[] {0, 2, 0, 4, 5}, new int[] {1, 2})).isEqualTo(3);
    assertThat(Codes.distance(new int[] {}, new int[] {})).isZero();
  }

  @Test
  void kernelsFallByTheirLength() {
    assertThat(new Kernel(2, 0.1).covariance(0)).isEqualTo(1);
    assertThat(new Kernel(2, 0.1).covariance(3)).isCloseTo(Math.exp(-1.5), within(1e-15));
    assertThat(Kernel.choice()).hasSize(20).doesNotHaveDuplicates();
    assertThat(Kernel.choice()).contains(new Kernel(1, 0.6), new Kernel(16, 0.01));
  }

  /**
   * Against the formulas of rasmussen2006gp, 2.25, 2.26 and 2.30, with matrices that are inverted
   * as they stand.
   */
  @Test
  void agreesWithTheTextbook() {
    int n = 7;
    SplittableRandom random = new SplittableRandom(5);
    Kernel kernel = new Kernel(2.5, 0.3);
    Encoded[] observed = new Encoded[n];
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      observed[i] = new Encoded(
          random.ints(4, 1, 4).toArray(),
          new double[] {random.nextGaussian(), random.nextGaussian()});
      targets[i] = random.nextGaussian();
    }
    RealMatrix covariance = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.setEntry(i, j, covariance(observed[i], observed[j]) + (i == j ? 0.3 : 0));
      }
    }
    LUDecomposition decomposition = new LUDecomposition(covariance);
    RealVector y = MatrixUtils.createRealVector(targets);
    RealVector weights = decomposition.getSolver().solve(y);
    double scale = y.dotProduct(weights) / n;
    GaussianProcess process =
        new GaussianProcess(kernel, observed, GaussianProcess.distances(observed), targets);
    assertThat(process.logLikelihood())
        .isCloseTo(
            -0.5 * (n * Math.log(scale) + Math.log(decomposition.getDeterminant())), within(1e-10));
    List<Encoded> asked = List.of(
        new Encoded(new int[] {1, 1, 1, 1}, new double[] {0, 0}),
        new Encoded(new int[] {3, 2, 1, 3}, new double[] {-2, 0.5}),
        observed[2],
        new Encoded(new int[] {1, 2, 3, 1, 9, 9, 9}, new double[] {1, 3}));
    for (Encoded each : asked) {
      double[] k = new double[n];
      for (int i = 0; i < n; i++) {
        k[i] = covariance(each, observed[i]);
      }
      RealVector vector = MatrixUtils.createRealVector(k);
      double explained = vector.dotProduct(decomposition.getSolver().solve(vector));
      Prediction prediction = process.predict(each);
      assertThat(prediction.mean()).isCloseTo(vector.dotProduct(weights), within(1e-10));
      assertThat(prediction.deviation())
          .isCloseTo(Math.sqrt(scale * (covariance(each, each) - explained)), within(1e-10));
    }
  }

  /** exp(−d/2.5) and the trend in two sizes. */
  private static double covariance(Encoded one, Encoded other) {
    return Math.exp(-Codes.distance(one.code(), other.code()) / 2.5)
        + one.untrained()[0] * other.untrained()[0]
        + one.untrained()[1] * other.untrained()[1];
  }

  /** jones1998ego, equation 15. */
  @Test
  void expectsImprovementByTheFormula() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    for (double best : new double[] {-1, 0.3, 2}) {
      double z = (0.3 - best) / 0.7;
      double expected = (0.3 - best) * normal.cumulativeProbability(z) + 0.7 * normal.density(z);
      assertThat(new Prediction(0.3, 0.7).expectedImprovement(best))
          .isCloseTo(expected, within(1e-12));
    }
  }

  /** Ranks 1.5, 1.5 and 3 of three: quantiles at 1/3, 1/3 and 5/6. */
  @Test
  void scoresAreQuantilesAtTheRanks() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double low = normal.inverseCumulativeProbability(1 / 3.0);
    double high = normal.inverseCumulativeProbability(5 / 6.0);
    assertThat(NormalScores.of(new double[] {4, 4, 9}))
        .containsExactly(new double[] {low, low, high}, within(1e-12));
  }

  @Test
  void failuresCountAsTheWorst() {
    ObservedTrials memory = new ObservedTrials(genotype -> new double[0]);
    memory.observed(digits(0, 0), OptionalDouble.empty());
    assertThat(memory.value(memory.best(1).get(0))).isZero();
    memory.observed(digits(0, 1), OptionalDouble.of(7));
    memory.observed(digits(0, 2), OptionalDouble.of(5));
    memory.observed(digits(0, 3), OptionalDouble.of(7));
    assertThat(memory.size()).isEqualTo(4);
    assertThat(memory.best(4)).extracting(memory::value).containsExactly(7.0, 7.0, 5.0, 5.0);
    assertThat(memory.best(4))
        .extracting(entry -> entry.genotype().code())
        .as("among equals the earliest")
        .containsExactly("0-1", "0-3", "0-0", "0-2");
    assertThat(memory.relevant(4)).hasSize(4);
  }

  @Test
  void remembersAllUpToTheLimit() {
    ObservedTrials memory = new ObservedTrials(genotype -> new double[0]);
    for (int i = 0; i < 11; i++) {
      memory.observed(digits(i / 10, i % 10), OptionalDouble.of(i));
    }
    assertThat(memory.relevant(11)).hasSize(11);
    assertThat(memory.relevant(10))
        .hasSize(10)
        .extracting(entry -> entry.genotype().code())
        .doesNotContain("0-0");
  }

  @Test
  void knowsWhatIsNewAndWhatPends() {
    ObservedTrials memory = new ObservedTrials(genotype -> new double[0]);
    memory.proposed(digits(1, 1));
    memory.proposed(digits(1, 1));
    memory.proposed(digits(2, 2));
    assertThat(memory.pending())
        .extracting(Encoded::code)
        .containsExactly(new int[] {2, 2}, new int[] {3, 3});
    memory.rejected(digits(1, 1));
    assertThat(memory.pending()).extracting(Encoded::code).containsExactly(new int[] {3, 3});
    memory.observed(digits(2, 2), OptionalDouble.of(1));
    assertThat(memory.pending()).isEmpty();
    assertThat(memory.size()).isOne();
    for (int digit : new int[] {1, 2}) {
      assertThat(memory.isNew(ToySpaces.grid(2, 10).replay(digits(digit, digit)).walk()))
          .isFalse();
    }
    assertThat(memory.isNew(ToySpaces.grid(2, 10).replay(digits(3, 3)).walk())).isTrue();
    memory.proposed(digits(2, 2));
    assertThat(memory.pending()).isEmpty();
  }

  @Test
  void settingsHaveTheirLeastValues() {
    assertThat(SurrogateSearch.builder()
            .initial(2)
            .candidates(1)
            .parents(1)
            .refit(1)
            .remembered(10)
            .build()
            .settings())
        .containsOnly(
            java.util.Map.entry("initial", "2"),
            java.util.Map.entry("candidates", "1"),
            java.util.Map.entry("parents", "1"),
            java.util.Map.entry("refit", "1"),
            java.util.Map.entry("remembered", "10"));
    SurrogateSearch.Builder builder = SurrogateSearch.builder();
    assertThatThrownBy(() -> builder.initial(1))
        .hasMessageContaining("must be at least [2], but is [1]");
    assertThatThrownBy(() -> builder.candidates(0))
        .hasMessageContaining("must be at least [1], but is [0]");
    assertThatThrownBy(() -> builder.parents(0))
        .hasMessageContaining("must be at least [1], but is [0]");
    assertThatThrownBy(() -> builder.refit(0))
        .hasMessageContaining("must be at least [1], but is [0]");
    assertThatThrownBy(() -> builder.remembered(9))
        .hasMessageContaining("must be at least [10], but is [9]");
  }
}
