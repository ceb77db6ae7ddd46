package org.nas4j.arch.recurrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.internal.checks.Checks;

/**
 * A recurrent cell: what a network computes at each step of time, of an input and of states that it
 * carries on. Pure data, which any engine may compile, and which a space may build. Values are
 * numbered: 0 is the input, then come the old states, then what each operation makes. A gated
 * recurrent unit (Cho et al. 2014), for example:
 *
 * <pre>{@code
 * CellBuilder cell = CellGraph.builder(1);
 * int x = cell.input();
 * int h = cell.state(0);
 * int reset = cell.sigmoid(cell.affine("reset", x, h));
 * int update = cell.sigmoid(cell.affine("update", x, h));
 * int fresh = cell.tanh(cell.affine("fresh", x, cell.times(reset, h)));
 * int next = cell.blend(update, fresh, h);
 * CellGraph gru = cell.build(next, next);
 * }</pre>
 *
 * <p>All states are equally wide; how wide is the engine's to say, and so is the width of the
 * input, which only {@link Mix} may read. Immutable, with value equality.
 *
 * @param operations in order
 * @param output number of the value that the cell shows to the outside
 * @param next numbers of the values that become the states of the next step; as many as there are
 *     states
 */
public record CellGraph(List<CellOperation> operations, int output, List<Integer> next) {

  /** Number of the input. */
  public static final int INPUT = 0;

  /**
   * What a step yields.
   *
   * @param output what the cell shows
   * @param states the new ones
   */
  public record Step(double[] output, List<double[]> states) {}

  /** Checks and copies. */
  public CellGraph {
    operations = List.copyOf(operations);
    next = List.copyOf(next);
    Checks.positive(next.size(), "number of states");
    List<Integer> blocks = blocks(operations, next.size());
    requireOneBlock(blocks, output, "output");
    for (int state : next) {
      requireOneBlock(blocks, state, "next state");
    }
    shapes(operations, 1, 1);
  }

  private static List<Integer> blocks(List<CellOperation> operations, int states) {
    List<Integer> blocks = new ArrayList<>();
    for (int i = 0; i <= states; i++) {
      blocks.add(1);
    }
    for (CellOperation operation : operations) {
      for (int source : operation.sources()) {
        if (source < 0 || source >= blocks.size()) {
          throw new IllegalArgumentException("[" + operation + "] reads value [" + source
              + "], but there are only [" + blocks.size() + "] before it, numbered from 0.");
        }
        if (source == INPUT && !(operation instanceof Mix)) {
          throw new IllegalArgumentException("[" + operation
              + "] reads the input, whose width is not that of the states.\n"
              + "Maybe give the input a matrix first: affine(name, input).");
        }
      }
      blocks.add(operation.blocks(blocks));
    }
    return blocks;
  }

  private static void requireOneBlock(List<Integer> blocks, int value, String name) {
    if (value <= INPUT || value >= blocks.size()) {
      throw new IllegalArgumentException("The " + name + " must be a state or what an operation"
          + " makes, from [1] to [" + (blocks.size() - 1) + "], but is [" + value + "].");
    }
    if (blocks.get(value) != 1) {
      throw new IllegalArgumentException("The " + name + " must have one block, but value [" + value
          + "] has [" + blocks.get(value) + "].\nMaybe take a part of it.");
    }
  }

  /**
   * Starts a cell.
   *
   * @param states how many vectors it carries from step to step, at least 1
   * @return a builder
   */
  public static CellBuilder builder(int states) {
    return new CellBuilder(states);
  }

  /**
   * A long short-term memory (Hochreiter and Schmidhuber 1997; Gers et al. 2000) with one bias a
   * gate, which forgets little at first. Its gates lie side by side in one matrix: input, forget,
   * new value, output.
   *
   * @return the cell; state 0 is the hidden state, state 1 the cell state
   */
  public static CellGraph lstm() {
    CellBuilder cell = builder(2);
    int gates = cell.mix(
        4,
        new Mix.Bias("lstm/bias", List.of(0.0, 1.0, 0.0, 0.0)),
        new Mix.Term(cell.input(), "lstm/input"),
        new Mix.Term(cell.state(0), "lstm/hidden"));
    int in = cell.sigmoid(cell.part(gates, 0));
    int forget = cell.sigmoid(cell.part(gates, 1));
    int fresh = cell.tanh(cell.part(gates, 2));
    int out = cell.sigmoid(cell.part(gates, 3));
    int memory = cell.sum(cell.times(forget, cell.state(1)), cell.times(in, fresh));
    int hidden = cell.times(out, cell.tanh(memory));
    return cell.build(hidden, hidden, memory);
  }

  /**
   * The number of vectors that are carried from step to step.
   *
   * @return at least 1
   */
  public int states() {
    return next.size();
  }

  /**
   * How many blocks each value has.
   *
   * @return blocks by number, from the input on, which counts as one
   */
  public List<Integer> blocks() {
    return List.copyOf(blocks(operations, states()));
  }

  /**
   * The trained arrays.
   *
   * @param inputs width of the input
   * @param units width of a state
   * @return shapes by name, matrices as {@code [from, to]}, in the order of their first use
   */
  public Map<String, List<Integer>> weights(int inputs, int units) {
    return shapes(operations, inputs, units);
  }

  private static Map<String, List<Integer>> shapes(
      List<CellOperation> operations, int inputs, int units) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (CellOperation operation : operations) {
      if (operation instanceof Mix mix) {
        int width = mix.blocks() * units;
        for (Mix.Term term : mix.terms()) {
          int from = term.source() == INPUT ? inputs : units;
          put(shapes, term.matrix(), List.of(from, width));
        }
        mix.bias().ifPresent(bias -> put(shapes, bias.name(), List.of(width)));
      }
    }
    return shapes;
  }

  private static void put(Map<String, List<Integer>> shapes, String name, List<Integer> shape) {
    List<Integer> known = shapes.putIfAbsent(name, shape);
    if (known != null && !known.equals(shape)) {
      throw new IllegalArgumentException("The weights [" + name + "] are named twice, with shapes "
          + known + " and " + shape
          + ".\nMaybe weights that differ in shape need different names.");
    }
  }

  /**
   * The number of trained values.
   *
   * @param inputs width of the input
   * @param units width of a state
   * @return at least 0
   */
  public long parameters(int inputs, int units) {
    return weights(inputs, units).values().stream()
        .mapToLong(shape -> shape.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact))
        .sum();
  }

  /**
   * The biases, for whoever gives them their first values.
   *
   * @return by name
   */
  public Map<String, Mix.Bias> biases() {
    Map<String, Mix.Bias> biases = new LinkedHashMap<>();
    for (CellOperation operation : operations) {
      if (operation instanceof Mix mix) {
        mix.bias().ifPresent(bias -> biases.putIfAbsent(bias.name(), bias));
      }
    }
    return biases;
  }

  /**
   * One step in time for one example, in double precision: what the cell means. Slow; engines are
   * tested by it.
   *
   * @param input a vector of any width
   * @param states the old ones, all of one width
   * @param weights arrays by name, of the shapes that {@link #weights} tells
   * @return output and new states
   * @throws IllegalArgumentException if states or weights are missing, or of other shapes
   */
  public Step step(double[] input, List<double[]> states, Map<String, WeightArray> weights) {
    if (states.size() != states()) {
      throw new IllegalArgumentException(
          "The cell has [" + states() + "] states, but got [" + states.size() + "].");
    }
    weights(input.length, states.get(0).length).forEach((name, shape) -> {
      if (!weights.containsKey(name) || !weights.get(name).shape().equals(shape)) {
        throw new IllegalArgumentException("The cell needs weights [" + name + "] of shape " + shape
            + ", but got [" + weights.get(name) + "].");
      }
    });
    List<double[]> values = new ArrayList<>();
    values.add(input);
    values.addAll(states);
    for (CellOperation operation : operations) {
      values.add(operation.compute(values, weights));
    }
    return new Step(values.get(output), next.stream().map(values::get).toList());
  }
}
