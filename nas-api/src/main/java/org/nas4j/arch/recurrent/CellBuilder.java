package org.nas4j.arch.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nas4j.internal.checks.Checks;

/**
 * A {@link CellGraph} in the making. Each method adds an operation and yields its value's number.
 * For one thread.
 */
public final class CellBuilder {

  private final int states;
  private final List<CellOperation> operations = new ArrayList<>();

  CellBuilder(int states) {
    this.states = Checks.positive(states, "number of states");
  }

  /**
   * The input of this step.
   *
   * @return its number
   */
  public int input() {
    return CellGraph.INPUT;
  }

  /**
   * An old state: what the step before made of it, and zeros before the first.
   *
   * @param number from 0
   * @return its value's number
   */
  public int state(int number) {
    if (number < 0 || number >= states) {
      throw new IllegalArgumentException(
          "There is no state [" + number + "], only [" + states + "] from 0.");
    }
    return 1 + number;
  }

  /**
   * The sum of some values, each times a matrix of its own, and a bias that begins with zeros, as
   * wide as a state. Matrices are named by what they read: {@code name/input}, {@code name/state0},
   * {@code name/value5}; the bias {@code name/bias}.
   *
   * @param name that no other operation has
   * @param sources at least one, each once
   * @return the sum's number
   */
  public int affine(String name, int... sources) {
    Mix.Term[] terms = Arrays.stream(sources)
        .mapToObj(source -> new Mix.Term(source, name + "/" + describe(source)))
        .toArray(Mix.Term[]::new);
    if (Arrays.stream(sources).distinct().count() < sources.length) {
      throw new IllegalArgumentException("[" + name + "] reads values " + Arrays.toString(sources)
          + ", one of which twice.\nMaybe use mix(…), which asks for the names of matrices.");
    }
    return mix(1, Mix.Bias.zeros(name + "/bias", 1), terms);
  }

  private String describe(int source) {
    if (source == CellGraph.INPUT) {
      return "input";
    }
    return source <= states ? "state" + (source - 1) : "value" + source;
  }

  /**
   * A sum of matrix products with a bias, of any width.
   *
   * @param blocks how many times as wide as a state
   * @param bias added to the sum
   * @param terms at least one
   * @return the sum's number
   */
  public int mix(int blocks, Mix.Bias bias, Mix.Term... terms) {
    return add(new Mix(blocks, List.of(terms), Optional.of(bias)));
  }

  /**
   * A sum of matrix products without a bias, of any width.
   *
   * @param blocks how many times as wide as a state
   * @param terms at least one
   * @return the sum's number
   */
  public int mix(int blocks, Mix.Term... terms) {
    return add(new Mix(blocks, List.of(terms), Optional.empty()));
  }

  /**
   * One block of a wider value.
   *
   * @param source of several blocks
   * @param block from 0
   * @return the block's number
   */
  public int part(int source, int block) {
    return add(new CellOperation.Part(source, block));
  }

  /**
   * An activation of each element. The identity adds nothing.
   *
   * @param function what is done
   * @param source to what
   * @return the result's number
   */
  public int activate(Nonlinearity function, int source) {
    return function == Nonlinearity.IDENTITY
        ? source
        : add(new CellOperation.Activate(source, function));
  }

  /**
   * The sigmoid of each element.
   *
   * @param source of what
   * @return the result's number
   */
  public int sigmoid(int source) {
    return activate(Nonlinearity.SIGMOID, source);
  }

  /**
   * The hyperbolic tangent of each element.
   *
   * @param source of what
   * @return the result's number
   */
  public int tanh(int source) {
    return activate(Nonlinearity.TANH, source);
  }

  /**
   * The sum of two values.
   *
   * @param left one
   * @param right the other, as wide
   * @return the sum's number
   */
  public int sum(int left, int right) {
    return add(new CellOperation.Sum(left, right));
  }

  /**
   * The product of two values, element by element.
   *
   * @param left one
   * @param right the other, as wide
   * @return the product's number
   */
  public int times(int left, int right) {
    return add(new CellOperation.Times(left, right));
  }

  /**
   * The mean of some values, element by element.
   *
   * @param sources at least one
   * @return the mean's number
   */
  public int mean(List<Integer> sources) {
    return add(new CellOperation.Mean(sources));
  }

  /**
   * old + gate · (fresh − old), element by element.
   *
   * @param gate how much of the fresh value there is, as a rule in [0, 1]
   * @param fresh what a gate of 1 gives
   * @param old what a gate of 0 gives
   * @return the blend's number
   */
  public int blend(int gate, int fresh, int old) {
    return add(new CellOperation.Blend(gate, fresh, old));
  }

  /**
   * factor · source + offset.
   *
   * @param source of what
   * @param factor of each element
   * @param offset added to each element
   * @return the result's number
   */
  public int scale(int source, double factor, double offset) {
    return add(new CellOperation.Scale(source, factor, offset));
  }

  /**
   * A value whose root mean square is at most {@link CellOperation.Bound#DEFAULT}.
   *
   * @param source what is shortened if it is longer
   * @return the result's number
   */
  public int bound(int source) {
    return add(new CellOperation.Bound(source, CellOperation.Bound.DEFAULT));
  }

  /**
   * Any operation.
   *
   * @param operation reads values that are there
   * @return its value's number
   */
  public int add(CellOperation operation) {
    operations.add(operation);
    return states + operations.size();
  }

  /**
   * The cell.
   *
   * @param output what it shows to the outside
   * @param next what becomes of each state, in order
   * @return an immutable cell
   * @throws IllegalArgumentException if an operation reads what is not there, or values of other
   *     widths than it can
   */
  public CellGraph build(int output, int... next) {
    if (next.length != states) {
      throw new IllegalArgumentException(
          "The cell has [" + states + "] states, but [" + next.length + "] next ones.");
    }
    return new CellGraph(operations, output, Arrays.stream(next).boxed().toList());
  }
}
