package org.nas4j.strategy.uct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Ridge regression on the n-grams of a genotype: how often each run of up to so many answers in a
 * row occurs in it, how many answers there are, and what is known of it untrained. Solved in its
 * dual form, (K + λI)·α = y − mean, with the Cholesky factor of K + λI grown by a row for each
 * candidate, so that a new one costs the square of their number.
 */
final class Surrogate {

  private static final String LENGTH = "length";

  private final int longest;
  private final double ridge;
  private final Map<String, Integer> vocabulary = new HashMap<>();
  private final List<int[]> rows = new ArrayList<>();
  private final List<double[]> sizes = new ArrayList<>();
  private final List<double[]> factor = new ArrayList<>();
  private double[] weights = {};
  private double[] sizeWeights = {};
  private double mean;

  /**
   * An empty one.
   *
   * @param longest answers in a row, at least 1
   * @param ridge λ, above 0
   */
  Surrogate(int longest, double ridge) {
    this.longest = longest;
    this.ridge = ridge;
  }

  int size() {
    return rows.size();
  }

  /** Adds a candidate with what is known of it untrained; its value is given to {@link #fit}. */
  void add(Genotype genotype, double[] known) {
    int[] row = features(genotype, true);
    rows.add(row);
    sizes.add(known);
    int[] counts = new int[vocabulary.size()];
    for (int feature : row) {
      counts[feature]++;
    }
    int last = rows.size() - 1;
    double[] grown = new double[last + 1];
    for (int i = 0; i <= last; i++) {
      double rest = i == last ? ridge : 0;
      for (int feature : rows.get(i)) {
        rest += counts[feature];
      }
      rest += dot(sizes.get(i), known);
      double[] upper = i == last ? grown : factor.get(i);
      for (int k = 0; k < i; k++) {
        rest -= grown[k] * upper[k];
      }
      grown[i] = i == last ? StrictMath.sqrt(rest) : rest / upper[i];
    }
    factor.add(grown);
  }

  /**
   * Learns the values of all candidates.
   *
   * @param values in the order in which the candidates were added
   */
  void fit(double[] values) {
    mean = Arrays.stream(values).average().orElse(0);
    int n = rows.size();
    double[] alpha = new double[n];
    for (int i = 0; i < n; i++) {
      double rest = values[i] - mean;
      for (int k = 0; k < i; k++) {
        rest -= factor.get(i)[k] * alpha[k];
      }
      alpha[i] = rest / factor.get(i)[i];
    }
    for (int i = n - 1; i >= 0; i--) {
      alpha[i] /= factor.get(i)[i];
      for (int k = 0; k < i; k++) {
        alpha[k] -= factor.get(i)[k] * alpha[i];
      }
    }
    weights = new double[vocabulary.size()];
    for (int i = 0; i < n; i++) {
      for (int feature : rows.get(i)) {
        weights[feature] += alpha[i];
      }
    }
    sizeWeights = new double[sizes.get(0).length];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < sizeWeights.length; k++) {
        sizeWeights[k] += alpha[i] * sizes.get(i)[k];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  double predict(Genotype genotype, double[] known) {
    double sum = mean + dot(sizeWeights, known);
    for (int feature : features(genotype, false)) {
      sum += weights[feature];
    }
    return sum;
  }

  /** Indices of the n-grams, each as often as it occurs; unknown ones are added or left out. */
  private int[] features(Genotype genotype, boolean learns) {
    List<Gene> genes = genotype.genes();
    int[] found = new int[genes.size() * (longest + 1)];
    int size = 0;
    for (int from = 0; from < genes.size(); from++) {
      StringBuilder gram = new StringBuilder();
      for (int to = from; to < Math.min(genes.size(), from + longest); to++) {
        gram.append(genes.get(to).decision())
            .append('=')
            .append(genes.get(to).option())
            .append(' ');
        size = feature(gram.toString(), learns, found, size);
      }
      size = feature(LENGTH, learns, found, size);
    }
    return Arrays.copyOf(found, size);
  }

  private int feature(String name, boolean learns, int[] found, int size) {
    Integer index = vocabulary.get(name);
    if (index == null && learns) {
      index = vocabulary.size();
      vocabulary.put(name, index);
    }
    if (index != null) {
      found[size] = index;
      return size + 1;
    }
    return size;
  }
}
