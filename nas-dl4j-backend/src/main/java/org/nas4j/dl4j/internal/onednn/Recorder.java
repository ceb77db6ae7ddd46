package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nas4j.dl4j.internal.FloatType;

/**
 * Writes down the steps of a plan: those of the forward pass as they come, those of the backward
 * pass as promises that are kept in reverse order. For one thread.
 */
final class Recorder {

  /** More inputs than this are added by a slow primitive. */
  private static final int MOST_SUMMANDS = 12;

  private static final int MOST_SHORT_SUMMANDS = 8;

  private final PrimitiveCache kit;
  private final Purpose purpose;
  private final FloatType type;
  private final List<PlanStep> steps = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final Map<BlockedParameter, List<Tensor>> arranged = new HashMap<>();
  private final Buffer scratch = Buffer.foreign(0);
  private long scratchBytes;
  private String node = "";
  private PlanStep.Phase phase = PlanStep.Phase.FORWARD;

  Recorder(PrimitiveCache kit, Purpose purpose, FloatType type) {
    this.kit = kit;
    this.purpose = purpose;
    this.type = type;
  }

  PrimitiveCache kit() {
    return kit;
  }

  MemoryLayouts layouts() {
    return kit.layouts();
  }

  Purpose purpose() {
    return purpose;
  }

  boolean isTraining() {
    return purpose == Purpose.TRAINING;
  }

  /** What values between layers are, where there is fast code for it. */
  FloatType type() {
    return type;
  }

  /** The plan's type, then 32 bits. */
  List<FloatType> types() {
    return type == FloatType.FLOAT32 ? List.of(type) : List.of(type, FloatType.FLOAT32);
  }

  /**
   * The type for a layer: the plan's if oneDNN has fast code for all of the layer, else 32 bits.
   *
   * @param forward primitive of a type, null if there is none
   * @param backward likewise; asked in training only
   */
  FloatType typeFor(
      Function<FloatType, Primitive> forward, Function<FloatType, Primitive> backward) {
    boolean isFast =
        type == FloatType.FLOAT32 || isFast(forward) && (!isTraining() || isFast(backward));
    return isFast ? type : FloatType.FLOAT32;
  }

  private boolean isFast(Function<FloatType, Primitive> making) {
    Primitive primitive = making.apply(type);
    return primitive != null && !primitive.isSlow();
  }

  void at(String name) {
    node = name;
  }

  String node() {
    return node;
  }

  /** To be done in the backward pass, after what is promised later. */
  void promise(Runnable promised) {
    if (isTraining()) {
      String name = node;
      backward.push(() -> {
        node = name;
        promised.run();
      });
    }
  }

  /** Records the backward pass. */
  void keepPromises() {
    phase = PlanStep.Phase.BACKWARD;
    while (!backward.isEmpty()) {
      backward.pop().run();
    }
  }

  /** A new array. */
  Tensor tensor(MemoryLayout layout) {
    return Tensor.planned(layout);
  }

  /** Records a primitive. */
  PrimitiveStep step(Primitive primitive, Arguments arguments) {
    MemoryLayout needed = primitive.scratch();
    if (needed != null) {
      scratchBytes = Math.max(scratchBytes, needed.bytes());
      arguments.scratch(Tensor.in(needed, scratch));
    }
    PrimitiveStep step = new PrimitiveStep(node, phase, primitive, arguments.list());
    arguments.list().forEach(argument -> use(argument.tensor()));
    steps.add(step);
    return step;
  }

  /** Records a loop of our own. */
  void loop(String name, Runnable loop, Tensor... used) {
    long bytes =
        Arrays.stream(used).mapToLong(tensor -> tensor.layout().bytes()).sum();
    Arrays.stream(used).forEach(this::use);
    steps.add(new LoopStep(node, phase, name, bytes, loop));
  }

  /** Gives a tensor its place in the plan although no step has used it yet. */
  void register(Tensor tensor) {
    buffers.add(tensor.buffer());
  }

  private void use(Tensor tensor) {
    Buffer buffer = tensor.buffer();
    if (buffer.isPlanned() && !buffer.isUsed()) {
      buffers.add(buffer);
    }
    buffer.use(steps.size());
    tensors.add(tensor);
  }

  /** Copies an array into another layout, or a part of one. */
  PrimitiveStep reorder(Tensor from, Tensor to) {
    MemoryLayout source = from.layout();
    MemoryLayout target = to.layout();
    Primitive primitive = kit.primitive(CacheKey.of("reorder", source, target), () -> {
      dnnl_primitive_desc description = new dnnl_primitive_desc();
      Dnnl.check(
          dnnl_reorder_primitive_desc_create(
              description,
              source.description(),
              Dnnl.engine(),
              target.description(),
              Dnnl.engine(),
              kit.plain()),
          "reorder of " + node);
      return description;
    });
    return step(primitive, Arguments.source(from).result(to));
  }

  /** Copies a window of blocked feature maps to a place in others. */
  void move(Tensor source, Tensor target, long[] window, long[] from, long[] to) {
    long[] filled = layouts().filled(window, 1);
    reorder(part(source, filled, from), part(target, filled, to));
  }

  private Tensor part(Tensor maps, long[] window, long[] from) {
    long[] sizes = layouts().filled(maps.layout().sizes(), 1);
    MemoryLayout whole = layouts().images(maps.layout().type(), MemoryLayouts.Order.BLOCKED, sizes);
    return maps.as(layouts().part(whole, window, from));
  }

  /** The same array in a layout, itself if it has it already. */
  Tensor in(Tensor tensor, MemoryLayout layout) {
    if (tensor.layout() == layout) {
      return tensor;
    }
    Tensor copy = tensor(layout);
    reorder(tensor, copy);
    return copy;
  }

  /** Feature maps of a type in an order of axes; the gradient goes the way back. */
  NodeValue in(NodeValue value, FloatType wanted, MemoryLayouts.Order order) {
    return in(value, layouts().images(wanted, order, value.sizes()));
  }

  /** Values in a layout; the gradient goes the way back. */
  NodeValue in(NodeValue value, MemoryLayout wanted) {
    if (value.home().layout() == wanted) {
      return value;
    }
    return value.copies().computeIfAbsent(wanted, key -> {
      NodeValue copy = new NodeValue(in(value.home(), wanted), value.isDifferentiable());
      promise(() -> {
        Tensor gradient = gradient(copy);
        if (gradient != null) {
          value.receive(in(gradient, value.home().layout()));
        }
      });
      return copy;
    });
  }

  /** The values of a layer's input once more in the backward pass, from where they are at hand. */
  Tensor again(NodeValue value, MemoryLayout wanted) {
    NodeValue copy = value.copies().get(wanted);
    return copy == null ? in(value.home(), wanted) : copy.home();
  }

  /**
   * Weights in the layout that a primitive wants. They are kept in 32 bits, whatever it wants, and
   * in plain order if it wants one of its own.
   */
  Tensor weights(BlockedParameter parameter, MemoryLayout wanted) {
    if (wanted.isOpaque()) {
      parameter.preferPlain(layouts());
    } else {
      parameter.prefer(layouts().of(FloatType.FLOAT32, wanted));
    }
    if (parameter.value().layout() == wanted) {
      return parameter.value();
    }
    List<Tensor> copies = arranged.computeIfAbsent(parameter, key -> new ArrayList<>(1));
    for (Tensor copy : copies) {
      if (copy.layout() == wanted) {
        return copy;
      }
    }
    Tensor from = wanted.isOpaque()
        ? weights(parameter, layouts().plain(parameter.value().layout().sizes()))
        : parameter.value();
    Tensor copy = tensor(wanted);
    reorder(from, copy).arrangesWeights();
    if (purpose == Purpose.INFERENCE) {
      copy.buffer().keep();
    }
    copies.add(copy);
    return copy;
  }

  /** Where a primitive may write the gradient of weights; {@link #deliver} must follow it. */
  Tensor gradientOf(BlockedParameter parameter, MemoryLayout layout) {
    return parameter.partner().layout() == layout ? parameter.partner() : tensor(layout);
  }

  void deliver(Tensor gradient, BlockedParameter parameter) {
    if (gradient != parameter.partner()) {
      reorder(gradient, parameter.partner());
    }
  }

  /** The whole gradient of a value; null if none of its users sent any. */
  Tensor gradient(NodeValue value) {
    List<Tensor> parts = new ArrayList<>(value.gradients());
    if (parts.isEmpty() || !value.isDifferentiable()) {
      return null;
    }
    while (parts.size() > 1) {
      boolean isShort = parts.get(0).layout().type() == FloatType.BFLOAT16;
      int most = isShort ? MOST_SHORT_SUMMANDS : MOST_SUMMANDS;
      List<Tensor> some = parts.subList(0, Math.min(most, parts.size()));
      Tensor sum = tensor(value.home().layout());
      sum(List.copyOf(some), sum);
      some.clear();
      parts.add(sum);
    }
    return parts.get(0);
  }

  /** Adds arrays of one layout. */
  void sum(List<Tensor> summands, Tensor target) {
    sum(summands, 1, target);
  }

  /** Adds arrays of one layout, each times a factor. */
  void sum(List<Tensor> summands, float factor, Tensor target) {
    MemoryLayout whole = layouts().whole(target.layout());
    List<Tensor> all = summands.stream().map(each -> each.as(whole)).toList();
    step(sum(target.layout(), all.size(), factor), Arguments.sources(all).result(target.as(whole)))
        .mayOverwrite(all.toArray(Tensor[]::new));
  }

  /**
   * Adds so many arrays of one layout, each times a factor, padding included: only without gaps
   * there is fast code for 32 bits.
   */
  Primitive sum(MemoryLayout layout, int count, float factor) {
    MemoryLayout whole = layouts().whole(layout);
    return kit.primitive(
        CacheKey.of("sum", whole, count, Float.floatToIntBits(factor)),
        () -> describeSum(whole, count, factor));
  }

  private dnnl_primitive_desc describeSum(MemoryLayout layout, int count, float factor) {
    dnnl_memory_desc_t layouts = new dnnl_memory_desc_t(count);
    float[] factors = new float[count];
    Arrays.fill(factors, factor);
    for (int i = 0; i < count; i++) {
      layouts.getPointer(i).put(layout.description());
    }
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    Dnnl.check(
        dnnl_sum_primitive_desc_create(
            description, layout.description(), count, factors, layouts, kit.plain(), Dnnl.engine()),
        "sum of " + node);
    return description;
  }

  List<PlanStep> steps() {
    return steps;
  }

  List<Buffer> buffers() {
    return buffers;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  Buffer scratch() {
    return scratch;
  }

  long scratchBytes() {
    return scratchBytes;
  }
}
