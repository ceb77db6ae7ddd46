package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Writes down the steps of a plan: those of the forward pass as they come, those of the backward pass as promises that are
 * kept in reverse order. For one thread, within one pointer scope.
 */
final class Recorder implements AutoCloseable {

  /** More inputs than this are added by a slow primitive. */
  private static final int MOST_SUMMANDS = 12;

  private final boolean training;
  private final List<Step> steps = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final List<dnnl_primitive_desc> descriptions = new ArrayList<>();
  private final List<dnnl_primitive_attr> attributes = new ArrayList<>();
  private final Map<Parameter, List<Tensor>> arranged = new HashMap<>();
  private final Map<List<Object>, Tensor> bordered = new HashMap<>();
  private final Buffer scratch;
  private long scratchBytes;
  private final dnnl_primitive_attr plainAttributes;
  private String node = "";
  private Step.Phase phase = Step.Phase.FORWARD;

  Recorder(boolean training) {
    this.training = training;
    this.scratch = Buffer.foreign(0);
    this.plainAttributes = attributes(null);
  }

  boolean isTraining() {
    return training;
  }

  /** Attributes of a primitive that is given its scratch memory. */
  dnnl_primitive_attr attributes(dnnl_post_ops postOps) {
    dnnl_primitive_attr attribute = new dnnl_primitive_attr();
    Dnnl.check(dnnl_primitive_attr_create(attribute), "attributes");
    attributes.add(attribute);
    dnnl_primitive_attr_set_scratchpad_mode(attribute, dnnl_scratchpad_mode_user);
    if (postOps != null) {
      dnnl_primitive_attr_set_post_ops(attribute, postOps);
    }
    return attribute;
  }

  void at(String name) {
    node = name;
  }

  String node() {
    return node;
  }

  Step.Phase phase() {
    return phase;
  }

  /** To be done in the backward pass, after what is promised later. */
  void promise(Runnable steps) {
    if (training) {
      String name = node;
      backward.push(() -> {
        node = name;
        steps.run();
      });
    }
  }

  /** Records the backward pass. */
  void keepPromises() {
    phase = Step.Phase.BACKWARD;
    while (!backward.isEmpty()) {
      backward.pop().run();
    }
  }

  /** Describes a primitive; null if oneDNN has none of the kind. */
  dnnl_primitive_desc describe(Pointer operation, dnnl_primitive_desc forward) {
    return describe(operation, plainAttributes, forward);
  }

  dnnl_primitive_desc describe(
      Pointer operation, dnnl_primitive_attr attribute, dnnl_primitive_desc forward) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int status = dnnl_primitive_desc_create(
        description, new const_dnnl_op_desc_t(operation), attribute, Dnnl.engine(), forward);
    return status == 0 ? own(description) : null;
  }

  private dnnl_primitive_desc own(dnnl_primitive_desc description) {
    descriptions.add(description);
    return description;
  }

  dnnl_primitive_attr plainAttributes() {
    return plainAttributes;
  }

  static String implementation(dnnl_primitive_desc description) {
    PointerPointer<BytePointer> text = new PointerPointer<>(1);
    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, text);
    return text.get(BytePointer.class).getString();
  }

  static dnnl_memory_desc_t layout(dnnl_primitive_desc description, int query) {
    return dnnl_primitive_desc_query_md(description, query, 0);
  }

  /** A new array. */
  Tensor tensor(dnnl_memory_desc_t layout) {
    return Tensor.planned(layout);
  }

  /** Records a primitive. Arguments are names and tensors in turn; those whose tensor is null are left out. */
  PrimitiveStep step(dnnl_primitive_desc description, Object... namesAndTensors) {
    List<PrimitiveStep.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      if (namesAndTensors[i + 1] != null) {
        arguments.add(new PrimitiveStep.Argument(
            (Integer) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]));
      }
    }
    dnnl_memory_desc_t scratchpad = layout(description, dnnl_query_scratchpad_md);
    if (scratchpad != null && Layouts.bytes(scratchpad) > 0) {
      scratchBytes = Math.max(scratchBytes, Layouts.bytes(scratchpad));
      arguments.add(
          new PrimitiveStep.Argument(DNNL_ARG_SCRATCHPAD, new Tensor(scratchpad, scratch)));
    }
    PrimitiveStep step =
        new PrimitiveStep(node, phase, description, implementation(description), arguments);
    add(step, arguments.stream().map(PrimitiveStep.Argument::tensor).toArray(Tensor[]::new));
    return step;
  }

  /** Records a loop of our own. */
  void loop(String name, Runnable loop, Tensor... used) {
    long bytes =
        Arrays.stream(used).mapToLong(tensor -> Layouts.bytes(tensor.layout())).sum();
    add(new LoopStep(node, phase, name, bytes, loop), used);
  }

  /** Gives a tensor its place in the plan although no step has used it yet. */
  void register(Tensor tensor) {
    buffers.add(tensor.buffer());
  }

  private void add(Step step, Tensor... used) {
    for (Tensor tensor : used) {
      Buffer buffer = tensor.buffer();
      if (buffer.isPlanned() && !buffer.isUsed()) {
        buffers.add(buffer);
      }
      buffer.use(steps.size());
      tensors.add(tensor);
    }
    steps.add(step);
  }

  /** Copies an array into another layout, or a part of one. */
  PrimitiveStep reorder(Tensor from, Tensor to) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    Dnnl.check(
        dnnl_reorder_primitive_desc_create(
            description, from.layout(), Dnnl.engine(), to.layout(), Dnnl.engine(), plainAttributes),
        "reorder of " + node);
    return step(own(description), DNNL_ARG_SRC, from, DNNL_ARG_DST, to);
  }

  /** Copies a window of blocked feature maps to a place in others. */
  void move(Tensor source, Tensor target, long[] window, long[] from, long[] to) {
    long[] filled = Layouts.filled(window, 1);
    reorder(part(source, filled, from), part(target, filled, to));
  }

  private static Tensor part(Tensor maps, long[] window, long[] from) {
    long[] sizes = Layouts.filled(Layouts.sizes(maps.layout()), 1);
    return maps.as(Layouts.part(Layouts.images(Layouts.Order.BLOCKED, sizes), window, from));
  }

  /** The same array in a layout, itself if it has it already. */
  Tensor in(Tensor tensor, dnnl_memory_desc_t layout) {
    if (Layouts.equal(tensor.layout(), layout)) {
      return tensor;
    }
    Tensor copy = tensor(layout);
    reorder(tensor, copy);
    return copy;
  }

  /**
   * Room for a window among zeros. Whoever asks for the same gets the same, to be used at once: only the window is ever
   * written, so the zeros that memory begins with stay.
   */
  Tensor bordered(dnnl_memory_desc_t layout, long[] window, long[] from) {
    List<Object> key = List.of(
        Arrays.toString(Layouts.sizes(layout)), Arrays.toString(window), Arrays.toString(from));
    return bordered.computeIfAbsent(key, absent -> {
      Tensor room = tensor(layout);
      register(room);
      room.buffer().keep();
      return room;
    });
  }

  /** Feature maps in an order of axes; the gradient goes the way back. */
  Value in(Value value, Layouts.Order order) {
    dnnl_memory_desc_t wanted = Layouts.images(order, value.sizes());
    if (Layouts.equal(value.home().layout(), wanted)) {
      return value;
    }
    return value.copies().computeIfAbsent(order, key -> {
      Value copy = new Value(in(value.home(), wanted), value.isDifferentiable());
      promise(() -> {
        Tensor gradient = gradient(copy);
        if (gradient != null) {
          value.receive(in(gradient, value.home().layout()));
        }
      });
      return copy;
    });
  }

  /** Weights in the layout that a primitive wants. */
  Tensor weights(Parameter parameter, dnnl_memory_desc_t wanted) {
    parameter.prefer(wanted);
    if (Layouts.equal(parameter.value().layout(), wanted)) {
      return parameter.value();
    }
    List<Tensor> copies = arranged.computeIfAbsent(parameter, key -> new ArrayList<>());
    for (Tensor copy : copies) {
      if (Layouts.equal(copy.layout(), wanted)) {
        return copy;
      }
    }
    Tensor copy = tensor(wanted);
    reorder(parameter.value(), copy).arrangesWeights();
    if (!training) {
      copy.buffer().keep();
    }
    copies.add(copy);
    return copy;
  }

  /** Where a primitive may write the gradient of weights; {@link #deliver} must follow it. */
  Tensor gradientOf(Parameter parameter, dnnl_memory_desc_t layout) {
    return Layouts.equal(parameter.partner().layout(), layout)
        ? parameter.partner()
        : tensor(layout);
  }

  void deliver(Tensor gradient, Parameter parameter) {
    if (gradient != parameter.partner()) {
      reorder(gradient, parameter.partner());
    }
  }

  /** The whole gradient of a value; null if none of its users sent any. */
  Tensor gradient(Value value) {
    List<Tensor> parts = new ArrayList<>(value.gradients());
    if (parts.isEmpty() || !value.isDifferentiable()) {
      return null;
    }
    while (parts.size() > 1) {
      List<Tensor> some = parts.subList(0, Math.min(MOST_SUMMANDS, parts.size()));
      Tensor sum = tensor(value.home().layout());
      sum(List.copyOf(some), sum);
      some.clear();
      parts.add(sum);
    }
    return parts.get(0);
  }

  /** Adds arrays of one layout. */
  void sum(List<Tensor> summands, Tensor target) {
    dnnl_memory_desc_t layouts = new dnnl_memory_desc_t(summands.size());
    float[] factors = new float[summands.size()];
    Arrays.fill(factors, 1);
    Object[] arguments = new Object[2 * summands.size() + 2];
    for (int i = 0; i < summands.size(); i++) {
      layouts.getPointer(i).put(summands.get(i).layout());
      arguments[2 * i] = DNNL_ARG_MULTIPLE_SRC + i;
      arguments[2 * i + 1] = summands.get(i);
    }
    arguments[2 * summands.size()] = DNNL_ARG_DST;
    arguments[2 * summands.size() + 1] = target;
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    Dnnl.check(
        dnnl_sum_primitive_desc_create(
            description,
            target.layout(),
            summands.size(),
            factors,
            layouts,
            plainAttributes,
            Dnnl.engine()),
        "sum of " + node);
    step(own(description), arguments);
  }

  dnnl_primitive_desc adopt(dnnl_primitive_desc description) {
    return own(description);
  }

  /** The steps; whoever takes them releases them. */
  List<Step> take() {
    List<Step> taken = List.copyOf(steps);
    steps.clear();
    return taken;
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

  /** Frees what only the recording needed. */
  @Override
  public void close() {
    steps.forEach(Step::release);
    descriptions.forEach(each -> dnnl_primitive_desc_destroy(each));
    attributes.forEach(each -> dnnl_primitive_attr_destroy(each));
  }
}
