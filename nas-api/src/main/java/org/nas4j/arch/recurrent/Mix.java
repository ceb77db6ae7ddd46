package org.nas4j.arch.recurrent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Checks;

/**
 * The sum of some values, each times a trained matrix, and of a trained bias, if there is one. The
 * only operation that has weights, and the only one that may read the input. Equal names are equal
 * weights, in one cell and, where cells share theirs, among cells.
 *
 * @param blocks how many times as wide as a state the sum is; {@link CellOperation.Part} takes it
 *     apart
 * @param terms at least one
 * @param bias added to the sum
 */
public record Mix(int blocks, List<Term> terms, Optional<Bias> bias) implements CellOperation {

  /**
   * A value times a matrix.
   *
   * @param source number of the value, which is the input or as wide as a state
   * @param matrix name of the matrix, of shape {@code [from, to]}
   */
  public record Term(int source, String matrix) {

    /** Checks. */
    public Term {
      requireNonNull(matrix, "matrix");
    }
  }

  /**
   * A vector that is added.
   *
   * @param name of the vector
   * @param initial what each block's elements are before training
   */
  public record Bias(String name, List<Double> initial) {

    /** Checks and copies. */
    public Bias {
      requireNonNull(name, "name");
      initial = List.copyOf(initial);
      initial.forEach(value -> Checks.finite(value, "initial value of the bias [" + name + "]"));
    }

    /**
     * A bias that begins with zeros.
     *
     * @param name of the vector
     * @param blocks of the sum that it is added to
     * @return the bias
     */
    public static Bias zeros(String name, int blocks) {
      return new Bias(name, Collections.nCopies(blocks, 0.0));
    }
  }

  /** Checks and copies. */
  public Mix {
    Checks.positive(blocks, "number of blocks");
    terms = List.copyOf(terms);
    Checks.positive(terms.size(), "number of terms");
    if (bias.isPresent() && bias.get().initial().size() != blocks) {
      throw new IllegalArgumentException("The bias [" + bias.get().name() + "] has ["
          + bias.get().initial().size() + "] initial values, but is added to [" + blocks
          + "] blocks.\nMaybe give one value a block.");
    }
  }

  @Override
  public List<Integer> sources() {
    return terms.stream().map(Term::source).toList();
  }

  @Override
  public int blocks(List<Integer> known) {
    for (Term term : terms) {
      if (known.get(term.source()) != 1) {
        throw new IllegalArgumentException("The matrix [" + term.matrix() + "] reads value ["
            + term.source() + "], which has [" + known.get(term.source())
            + "] blocks.\nMaybe take it apart first: matrices read one block.");
      }
    }
    return blocks;
  }

  @Override
  public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
    List<double[]> addends = new ArrayList<>();
    for (Term term : terms) {
      addends.add(product(values.get(term.source()), weights.get(term.matrix())));
    }
    bias.ifPresent(vector -> addends.add(numbers(weights.get(vector.name()))));
    double[] sum = addends.get(0);
    for (double[] each : addends.subList(1, addends.size())) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += each[i];
      }
    }
    return sum;
  }

  private static double[] product(double[] vector, WeightArray matrix) {
    int columns = matrix.shape().get(1);
    double[] product = new double[columns];
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < columns; j++) {
        product[j] += vector[i] * matrix.values()[i * columns + j];
      }
    }
    return product;
  }

  private static double[] numbers(WeightArray array) {
    double[] numbers = new double[array.values().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.values()[i];
    }
    return numbers;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.mix(this);
  }
}
