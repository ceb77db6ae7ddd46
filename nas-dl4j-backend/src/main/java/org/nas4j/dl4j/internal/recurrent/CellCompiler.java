package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.CellOperation;
import org.nas4j.arch.recurrent.Mix;

/**
 * Turns a cell's operations over values into operations over registers. The first registers are the
 * old states.
 */
final class CellCompiler implements CellOperation.Visitor<Integer> {

  private static final int NONE = -1;

  private final CellGraph graph;
  private final int units;
  private final Optional<CellFusion> fusion;
  private final List<Integer> blocks;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  /** The register of each value; the input has none. */
  private final List<Integer> registers = new ArrayList<>(List.of(NONE));

  CellCompiler(CellGraph graph, int units, boolean fused) {
    this.graph = graph;
    this.units = units;
    this.fusion = fused ? Optional.of(new CellFusion(graph)) : Optional.empty();
    this.blocks = graph.blocks();
  }

  CellProgram compile() {
    for (int state = 0; state < graph.states(); state++) {
      registers.add(register(1));
    }
    for (CellOperation operation : graph.operations()) {
      registers.add(compile(operation));
    }
    List<Integer> next = graph.next().stream().map(this::written).toList();
    return new CellProgram(units, operations, widths, next, written(graph.output()));
  }

  /**
   * The register of a value that outlives the step, which a lane takes from what was written in it.
   */
  private int written(int value) {
    int register = of(value);
    if (register >= graph.states()) {
      return register;
    }
    int copy = register(1);
    operations.add(new Operation.Scale(copy, register, 1, 0));
    return copy;
  }

  private int compile(CellOperation operation) {
    int value = registers.size();
    if (fusion.isEmpty()) {
      return operation.accept(this);
    }
    if (fusion.get().isInside(value)) {
      return NONE;
    }
    return fusion
        .get()
        .highway(value)
        .map(this::highway)
        .or(() -> fusion.get().gates(value).map(this::gates))
        .orElseGet(() -> operation.accept(this));
  }

  private int highway(CellFusion.HighwayGroup group) {
    int target = register(1);
    operations.add(
        new Highway(target, of(group.previous()), of(group.mixed()), group.activation()));
    return target;
  }

  private int gates(CellFusion.GatesGroup group) {
    int hidden = register(1);
    int cell = register(1);
    registers.set(group.cell(), cell);
    operations.add(new Gates(hidden, cell, register(1), of(group.mixed()), of(group.oldCell())));
    return hidden;
  }

  private int register(int width) {
    widths.add(width * units);
    return widths.size() - 1;
  }

  private int of(int value) {
    return registers.get(value);
  }

  /** A register for the value that is being compiled. */
  private int target() {
    return register(blocks.get(registers.size()));
  }

  /**
   * One product takes an input and a state at most, so more terms are more products, and their sum.
   */
  @Override
  public Integer mix(Mix mix) {
    List<Mix.Term> inputs =
        mix.terms().stream().filter(term -> term.source() == CellGraph.INPUT).toList();
    List<Mix.Term> others =
        mix.terms().stream().filter(term -> term.source() != CellGraph.INPUT).toList();
    String bias = mix.bias().map(Mix.Bias::name).orElse(null);
    int sum = NONE;
    for (int i = 0; i < Math.max(inputs.size(), others.size()); i++) {
      int part = register(mix.blocks());
      operations.add(new Operation.Affine(
          part,
          mix.blocks() * units,
          i < inputs.size() ? inputs.get(i).matrix() : null,
          i < others.size() ? of(others.get(i).source()) : NONE,
          i < others.size() ? others.get(i).matrix() : null,
          i == 0 ? bias : null));
      sum = i == 0 ? part : add(sum, part, mix.blocks());
    }
    return sum;
  }

  private int add(int left, int right, int width) {
    int target = register(width);
    operations.add(new Operation.Sum(target, left, right));
    return target;
  }

  @Override
  public Integer part(CellOperation.Part part) {
    int target = target();
    operations.add(new Operation.Part(target, of(part.source()), part.block()));
    return target;
  }

  @Override
  public Integer activate(CellOperation.Activate activate) {
    int target = target();
    operations.add(new Operation.Activate(target, of(activate.source()), activate.function()));
    return target;
  }

  @Override
  public Integer sum(CellOperation.Sum sum) {
    return add(of(sum.left()), of(sum.right()), blocks.get(registers.size()));
  }

  @Override
  public Integer times(CellOperation.Times times) {
    int target = target();
    operations.add(new Operation.Times(target, of(times.left()), of(times.right())));
    return target;
  }

  @Override
  public Integer mean(CellOperation.Mean mean) {
    int target = target();
    operations.add(
        new Operation.Mean(target, mean.sources().stream().map(this::of).toList()));
    return target;
  }

  @Override
  public Integer blend(CellOperation.Blend blend) {
    int target = target();
    operations.add(
        new Operation.Blend(target, of(blend.gate()), of(blend.fresh()), of(blend.old())));
    return target;
  }

  @Override
  public Integer scale(CellOperation.Scale scale) {
    int target = target();
    operations.add(new Operation.Scale(
        target, of(scale.source()), (float) scale.factor(), (float) scale.offset()));
    return target;
  }

  @Override
  public Integer bound(CellOperation.Bound bound) {
    int target = target();
    operations.add(new Operation.Limit(target, of(bound.source()), bound.most()));
    return target;
  }
}
