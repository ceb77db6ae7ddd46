package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.Mix;
import org.nas4j.exchange.OnnxGraph.Operation;

/**
 * Writes the operations of a recurrent cell. Value {@code i} of the cell is called {@code value i};
 * the input and the states have names of their own. For one thread.
 */
final class OnnxCell implements CellOperation.Visitor<Void> {

  private final OnnxGraph graph;
  private final Map<String, WeightArray> weights;
  private final int units;
  private final List<String> values = new ArrayList<>();
  private int inner;

  private OnnxCell(OnnxGraph graph, Map<String, WeightArray> weights, int units) {
    this.graph = graph;
    this.weights = weights;
    this.units = units;
  }

  static byte[] model(CellGraph cell, int inputs, int units, Map<String, WeightArray> weights) {
    OnnxGraph graph = new OnnxGraph("cell");
    OnnxCell writer = new OnnxCell(graph, weights, units);
    graph.input("input", List.of(inputs));
    writer.values.add("input");
    for (int i = 0; i < cell.states(); i++) {
      graph.input("state" + i, List.of(units));
      writer.values.add("state" + i);
    }
    cell.weights(inputs, units)
        .keySet()
        .forEach(name ->
            graph.constant(name, weights.get(name).shape(), weights.get(name).values()));
    cell.operations().forEach(operation -> operation.accept(writer));
    writer.result("output", cell.output());
    for (int i = 0; i < cell.states(); i++) {
      writer.result("next" + i, cell.next().get(i));
    }
    return graph.model();
  }

  private void result(String name, int value) {
    graph.add(new Operation("Identity", name, List.of(values.get(value)), List.of(name)));
    graph.output(name, List.of(units));
  }

  private Void value(String type, String... inputs) {
    return value(new Operation(type, next(), List.of(inputs), List.of(next())));
  }

  private Void value(Operation operation) {
    graph.add(operation);
    values.add(next());
    return null;
  }

  /** What the next value of the cell is called. */
  private String next() {
    return "value " + values.size();
  }

  private String within(String type, String... inputs) {
    String name = next() + " part " + inner++;
    graph.add(new Operation(type, name, List.of(inputs), List.of(name)));
    return name;
  }

  private String number(double value) {
    String name = next() + " number " + inner++;
    graph.constant(name, List.of(1), new float[] {(float) value});
    return name;
  }

  @Override
  public Void mix(Mix mix) {
    List<String> addends = new ArrayList<>();
    for (Mix.Term term : mix.terms()) {
      addends.add(within("MatMul", values.get(term.source()), term.matrix()));
    }
    mix.bias().ifPresent(bias -> addends.add(bias.name()));
    return value("Sum", addends.toArray(String[]::new));
  }

  @Override
  public Void part(CellOperation.Part part) {
    String from = next() + " from";
    String to = next() + " to";
    String axis = next() + " axis";
    graph.constant(from, (long) part.block() * units);
    graph.constant(to, (part.block() + 1L) * units);
    graph.constant(axis, 1L);
    return value("Slice", values.get(part.source()), from, to, axis);
  }

  @Override
  public Void activate(CellOperation.Activate activate) {
    return value(
        switch (activate.function()) {
          case IDENTITY -> "Identity";
          case TANH -> "Tanh";
          case SIGMOID -> "Sigmoid";
          case RELU -> "Relu";
        },
        values.get(activate.source()));
  }

  @Override
  public Void sum(CellOperation.Sum sum) {
    return value("Add", values.get(sum.left()), values.get(sum.right()));
  }

  @Override
  public Void times(CellOperation.Times times) {
    return value("Mul", values.get(times.left()), values.get(times.right()));
  }

  @Override
  public Void mean(CellOperation.Mean mean) {
    return value("Mean", mean.sources().stream().map(values::get).toArray(String[]::new));
  }

  @Override
  public Void blend(CellOperation.Blend blend) {
    String old = values.get(blend.old());
    String change =
        within("Mul", values.get(blend.gate()), within("Sub", values.get(blend.fresh()), old));
    return value("Add", old, change);
  }

  @Override
  public Void scale(CellOperation.Scale scale) {
    String scaled = within("Mul", values.get(scale.source()), number(scale.factor()));
    return value("Add", scaled, number(scale.offset()));
  }

  @Override
  public Void bound(CellOperation.Bound bound) {
    String x = values.get(bound.source());
    String mean = next() + " mean";
    graph.add(new Operation("ReduceMean", mean, List.of(within("Mul", x, x)), List.of(mean))
        .with("axes", 1));
    String ratio = within("Div", number(bound.most()), within("Sqrt", mean));
    return value("Mul", x, within("Min", ratio, number(1)));
  }
}
