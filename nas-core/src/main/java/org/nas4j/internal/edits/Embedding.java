package org.nas4j.internal.edits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * A trained vector for each word, drawn uniformly from ±√3, so that its numbers have variance 1
 * (cai2018eas, code), when the word is first met, from randomness that depends on the word alone. A
 * token of several words is the sum of their vectors. For one thread.
 */
public final class Embedding {

  private static final double RANGE = StrictMath.sqrt(3);

  private final int size;
  private final Function<String, RandomGenerator> random;
  private final Consumer<Parameter> born;
  private final Map<String, Parameter> rows = new LinkedHashMap<>();

  /**
   * An embedding that knows no word.
   *
   * @param size length of a vector
   * @param random gives a generator for each purpose, always the same for the same one
   * @param born is told of each trained block when its word is first met
   */
  public Embedding(int size, Function<String, RandomGenerator> random, Consumer<Parameter> born) {
    this.size = size;
    this.random = random;
    this.born = born;
  }

  private Parameter row(String word) {
    return rows.computeIfAbsent(word, each -> {
      Parameter row = Parameter.uniform(size, RANGE, random.apply("word " + each));
      born.accept(row);
      return row;
    });
  }

  /**
   * Adds the vectors of some words.
   *
   * @param words what is met
   * @param x changes, in its first places
   */
  public void add(List<String> words, double[] x) {
    for (String word : words) {
      Vectors.add(1, row(word).value(), 0, x, 0, size);
    }
  }

  /**
   * Gathers the gradient.
   *
   * @param words those that were added
   * @param dx gradient of the sum
   */
  public void backward(List<String> words, double[] dx) {
    for (String word : words) {
      Vectors.add(1, dx, 0, row(word).gradient(), 0, size);
    }
  }
}
