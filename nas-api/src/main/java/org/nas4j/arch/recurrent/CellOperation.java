package org.nas4j.arch.recurrent;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Checks;

/**
 * One operation of a {@link CellGraph}. It reads values by their numbers and makes the next one. A
 * value is a vector of one or several blocks, each as wide as a state. Immutable, with value
 * equality.
 */
public sealed interface CellOperation
    permits Mix,
        CellOperation.Part,
        CellOperation.Activate,
        CellOperation.Sum,
        CellOperation.Times,
        CellOperation.Mean,
        CellOperation.Blend,
        CellOperation.Scale,
        CellOperation.Bound {

  /**
   * What it reads.
   *
   * @return numbers of values, in order, perhaps one twice
   */
  List<Integer> sources();

  /**
   * The width of what it makes.
   *
   * @param known blocks of all earlier values, by number
   * @return blocks, at least 1
   * @throws IllegalArgumentException if it cannot read values of such widths
   */
  int blocks(List<Integer> known);

  /**
   * What it makes, in plain arithmetic: the meaning of the operation, which engines are tested by.
   *
   * @param values all earlier ones, by number
   * @param weights arrays by name
   * @return a new vector
   */
  double[] compute(List<double[]> values, Map<String, WeightArray> weights);

  /**
   * Calls the visitor's method for this kind of operation.
   *
   * @param visitor has one for each kind
   * @param <R> what the visitor makes of it
   * @return what it says
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Has a method for each kind of operation, so that none is forgotten.
   *
   * @param <R> what it makes of an operation
   */
  interface Visitor<R> {
    /**
     * Of a sum of matrix products.
     *
     * @param mix the operation
     * @return what becomes of it
     */
    R mix(Mix mix);

    /**
     * Of a block.
     *
     * @param part the operation
     * @return what becomes of it
     */
    R part(Part part);

    /**
     * Of an activation.
     *
     * @param activate the operation
     * @return what becomes of it
     */
    R activate(Activate activate);

    /**
     * Of a sum.
     *
     * @param sum the operation
     * @return what becomes of it
     */
    R sum(Sum sum);

    /**
     * Of a product.
     *
     * @param times the operation
     * @return what becomes of it
     */
    R times(Times times);

    /**
     * Of a mean.
     *
     * @param mean the operation
     * @return what becomes of it
     */
    R mean(Mean mean);

    /**
     * Of a gated blend.
     *
     * @param blend the operation
     * @return what becomes of it
     */
    R blend(Blend blend);

    /**
     * Of a scaling.
     *
     * @param scale the operation
     * @return what becomes of it
     */
    R scale(Scale scale);

    /**
     * Of a bound.
     *
     * @param bound the operation
     * @return what becomes of it
     */
    R bound(Bound bound);
  }

  /**
   * One block of a value.
   *
   * @param source number of the value
   * @param block number of the block, from 0
   */
  record Part(int source, int block) implements CellOperation {

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public int blocks(List<Integer> known) {
      if (block < 0 || block >= known.get(source)) {
        throw new IllegalArgumentException("Value [" + source + "] has no block [" + block
            + "], only [" + known.get(source) + "] from 0.");
      }
      return 1;
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      // States come right behind the input and have one block, and so tell how wide a block is.
      int width = values.get(1).length;
      return Arrays.copyOfRange(values.get(source), block * width, (block + 1) * width);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.part(this);
    }
  }

  /**
   * The same function of each element.
   *
   * @param source number of the value
   * @param function what is done
   */
  record Activate(int source, Nonlinearity function) implements CellOperation {

    /** Checks. */
    public Activate {
      requireNonNull(function, "function");
    }

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public int blocks(List<Integer> known) {
      return known.get(source);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      return Arrays.stream(values.get(source)).map(function::apply).toArray();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activate(this);
    }
  }

  /**
   * left + right.
   *
   * @param left number of a value
   * @param right number of a value as wide
   */
  record Sum(int left, int right) implements CellOperation {

    @Override
    public List<Integer> sources() {
      return List.of(left, right);
    }

    @Override
    public int blocks(List<Integer> known) {
      return common(this, known);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      return each(values.get(left), values.get(right), Double::sum);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sum(this);
    }
  }

  /**
   * left · right, element by element.
   *
   * @param left number of a value
   * @param right number of a value as wide
   */
  record Times(int left, int right) implements CellOperation {

    @Override
    public List<Integer> sources() {
      return List.of(left, right);
    }

    @Override
    public int blocks(List<Integer> known) {
      return common(this, known);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      return each(values.get(left), values.get(right), (x, y) -> x * y);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.times(this);
    }
  }

  /**
   * The mean of some values, element by element.
   *
   * @param sources numbers of values of one width, at least one
   */
  record Mean(List<Integer> sources) implements CellOperation {

    /** Checks and copies. */
    public Mean {
      sources = List.copyOf(sources);
      Checks.positive(sources.size(), "number of values that a mean is of");
    }

    @Override
    public int blocks(List<Integer> known) {
      return common(this, known);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      return CellOperation.each(
          values.get(sources.get(0)).length,
          i ->
              sources.stream().mapToDouble(source -> values.get(source)[i]).sum() / sources.size());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.mean(this);
    }
  }

  /**
   * old + gate · (fresh − old), element by element: of each the gate's share.
   *
   * @param gate number of a value, as a rule of a sigmoid
   * @param fresh number of the value that a gate of 1 gives
   * @param old number of the value that a gate of 0 gives
   */
  record Blend(int gate, int fresh, int old) implements CellOperation {

    @Override
    public List<Integer> sources() {
      return List.of(gate, fresh, old);
    }

    @Override
    public int blocks(List<Integer> known) {
      return common(this, known);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      double[] s = values.get(old);
      return CellOperation.each(
          s.length, i -> s[i] + values.get(gate)[i] * (values.get(fresh)[i] - s[i]));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.blend(this);
    }
  }

  /**
   * factor · source + offset: with −1 and 1 what a gate leaves over.
   *
   * @param source number of the value
   * @param factor of each element
   * @param offset added to each element
   */
  record Scale(int source, double factor, double offset) implements CellOperation {

    /** Checks. */
    public Scale {
      Checks.finite(factor, "factor");
      Checks.finite(offset, "offset");
    }

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public int blocks(List<Integer> known) {
      return known.get(source);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      double[] x = values.get(source);
      return CellOperation.each(x.length, i -> factor * x[i] + offset);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scale(this);
    }
  }

  /**
   * The value, shortened to a root mean square if it is longer: states of identities and rectifiers
   * would grow without bound from step to step.
   *
   * @param source number of the value
   * @param most greatest root of the mean of all squared elements, above 0
   */
  record Bound(int source, double most) implements CellOperation {

    /** States that tangents or sigmoids made are at most 1, and so left alone. */
    public static final double DEFAULT = 2.5;

    /** Checks. */
    public Bound {
      Checks.positive(most, "greatest root mean square");
    }

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public int blocks(List<Integer> known) {
      return known.get(source);
    }

    @Override
    public double[] compute(List<double[]> values, Map<String, WeightArray> weights) {
      double[] x = values.get(source);
      double length = Math.sqrt(Arrays.stream(x).map(each -> each * each).sum() / x.length);
      return CellOperation.each(x.length, i -> length > most ? x[i] * (most / length) : x[i]);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bound(this);
    }
  }

  private static int common(CellOperation reader, List<Integer> known) {
    List<Integer> widths = reader.sources().stream().map(known::get).distinct().toList();
    if (widths.size() > 1) {
      throw new IllegalArgumentException("[" + reader + "] reads values of " + widths
          + " blocks, which must be as wide as each other.\nMaybe take the wider one apart.");
    }
    return widths.get(0);
  }

  private static double[] each(double[] left, double[] right, DoubleBinaryOperator function) {
    return each(left.length, i -> function.applyAsDouble(left[i], right[i]));
  }

  private static double[] each(int length, IntToDoubleFunction element) {
    double[] result = new double[length];
    Arrays.setAll(result, element);
    return result;
  }
}
