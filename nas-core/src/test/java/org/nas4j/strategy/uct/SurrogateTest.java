package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

/** The search that a surrogate guides (Negrinho and Gordon 2017). */
class SurrogateTest extends ControllerContract {

  /** Nothing is known of sizes. */
  private static final double[] NONE = {};

  private static final SearchSpace<?> SPACE = ToySpaces.grid(6, 4);

  @Override
  protected SearchStrategy strategy() {
    return Uct.deepArchitectGuided();
  }

  @Nested
  class WithRepeats extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.kocsis().toBuilder().guide(new Uct.Guide(5, 0, 1, 1, 1)).build();
    }
  }

  /** The value of each answer and of each two in a row, drawn by a seed. */
  private static Searches.Landscape linear(long seed) {
    Map<String, Double> weights = new HashMap<>();
    return (genotype, random) -> {
      double sum = 0;
      List<Gene> genes = genotype.genes();
      for (int i = 0; i < genes.size(); i++) {
        sum += weight(weights, genes.get(i).toString(), seed);
        if (i > 0) {
          sum += 0.5 * weight(weights, genes.get(i - 1) + " " + genes.get(i), seed);
        }
      }
      return sum;
    };
  }

  private static double weight(Map<String, Double> weights, String gram, long seed) {
    return weights.computeIfAbsent(gram, name -> Seeds.random(seed, 0, name).nextGaussian());
  }

  /** After sixty evaluations the surrogate ranks as the landscape does. */
  @Test
  void recoversALinearLandscape() {
    double mean = 0;
    for (int seed = 0; seed < 10; seed++) {
      Searches.Landscape landscape = linear(seed);
      Surrogate surrogate = new Surrogate(2, 1);
      double[] values = new double[60];
      for (int i = 0; i < values.length; i++) {
        Genotype genotype = draw(seed, i);
        surrogate.add(genotype, NONE);
        values[i] = landscape.reward(genotype, null);
      }
      surrogate.fit(values);
      double[] truth = new double[300];
      double[] expected = new double[300];
      for (int i = 0; i < truth.length; i++) {
        Genotype genotype = draw(seed + 100, i);
        truth[i] = landscape.reward(genotype, null);
        expected[i] = surrogate.predict(genotype, NONE);
      }
      mean += new SpearmansCorrelation().correlation(truth, expected) / 10;
    }
    assertThat(mean).isGreaterThan(0.8);
  }

  private static Genotype draw(long seed, long i) {
    return SPACE.sample(Chooser.uniform(Seeds.random(seed, i, "draw"))).genotype();
  }

  /** At equal budget it finds better ones than random search in eight of ten seeds, or more. */
  @Test
  void findsBetterOnesThanRandomSearch() {
    int better = 0;
    for (int seed = 0; seed < 10; seed++) {
      Searches.Landscape landscape = linear(seed);
      double guided = best(Uct.builder().build(), landscape, seed);
      double drawn = best(new RandomSearch(), landscape, seed);
      better += guided > drawn ? 1 : 0;
    }
    assertThat(better).isGreaterThanOrEqualTo(8);
  }

  private static double best(SearchStrategy strategy, Searches.Landscape landscape, long seed) {
    return Searches.run(strategy, SPACE, landscape, 60, 1, seed).stream()
        .mapToDouble(trial -> trial.outcome().reward().orElseThrow())
        .max()
        .orElseThrow();
  }

  /** The grown factor gives what the normal equations of ridge regression give. */
  @Test
  void solvesRidgeRegression() {
    Surrogate surrogate = new Surrogate(1, 0.5);
    int n = 25;
    List<Genotype> genotypes = new ArrayList<>();
    double[] values = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      genotypes.add(draw(3, i));
      surrogate.add(genotypes.get(i), NONE);
      values[i] = Seeds.random(3, i, "value").nextDouble();
      mean += values[i] / n;
    }
    surrogate.fit(values);
    RealMatrix x = new Array2DRowRealMatrix(n, 25);
    double[] centred = new double[n];
    for (int i = 0; i < n; i++) {
      x.setRow(i, features(genotypes.get(i)));
      centred[i] = values[i] - mean;
    }
    RealMatrix normal =
        x.transpose().multiply(x).add(MatrixUtils.createRealIdentityMatrix(25).scalarMultiply(0.5));
    RealVector weights = new LUDecomposition(normal)
        .getSolver()
        .solve(MatrixUtils.createRealVector(x.transpose().operate(centred)));
    for (Genotype genotype : genotypes) {
      double expected = mean + weights.dotProduct(MatrixUtils.createRealVector(features(genotype)));
      assertThat(surrogate.predict(genotype, NONE)).isCloseTo(expected, within(1e-9));
    }
  }

  /** One for each answer, and the length, which counts one for each answer too. */
  private static double[] features(Genotype genotype) {
    double[] features = new double[25];
    for (int i = 0; i < 6; i++) {
      features[4 * i + Searches.option(genotype, i)] = 1;
    }
    features[24] = 6;
    return features;
  }

  @Test
  void proposesNothingTwiceAndExhaustsTheSpace() {
    List<Trial> trials =
        Searches.run(Uct.builder().build(), ToySpaces.conditional(), linear(1), 1000, 4, 2);
    assertThat(Searches.genotypes(trials)).hasSize(87).doesNotHaveDuplicates();
  }
}
