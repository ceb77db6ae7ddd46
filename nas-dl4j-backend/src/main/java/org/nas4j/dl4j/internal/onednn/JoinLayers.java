package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_concat_primitive_desc_create;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.FloatType;

/** Sums, concatenations, and whatever moves or masks values. */
final class JoinLayers {

  private final Recorder recorder;

  JoinLayers(Recorder recorder) {
    this.recorder = recorder;
  }

  private static boolean anyDifferentiable(List<NodeValue> inputs) {
    return inputs.stream().anyMatch(NodeValue::isDifferentiable);
  }

  NodeValue add(List<NodeValue> given) {
    return sum(given, 1);
  }

  NodeValue average(List<NodeValue> given) {
    return sum(given, 1f / given.size());
  }

  private NodeValue sum(List<NodeValue> given, float factor) {
    long[] sizes = given.get(0).sizes();
    Function<FloatType, Primitive> sum = type ->
        recorder.sum(layout(type, MemoryLayouts.Order.BLOCKED, sizes), given.size(), factor);
    MemoryLayout layout = layout(recorder.typeFor(sum, sum), MemoryLayouts.Order.BLOCKED, sizes);
    List<NodeValue> inputs =
        given.stream().map(value -> recorder.in(value, layout)).toList();
    NodeValue output = new NodeValue(recorder.tensor(layout), anyDifferentiable(inputs));
    recorder.sum(inputs.stream().map(NodeValue::home).toList(), factor, output.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = factor == 1 ? gradient : times(gradient, factor);
        inputs.forEach(input -> input.receive(sent));
      }
    });
    return output;
  }

  private Tensor times(Tensor gradient, float factor) {
    Tensor product = recorder.tensor(gradient.layout());
    recorder.sum(List.of(gradient), factor, product);
    return product;
  }

  private MemoryLayout layout(FloatType type, MemoryLayouts.Order order, long[] sizes) {
    return sizes.length == 2
        ? recorder.layouts().plain(type, sizes)
        : recorder.layouts().images(type, order, sizes);
  }

  /**
   * Blocks must not be split: where channels do not fill them, all is done with channels innermost.
   */
  NodeValue concat(List<NodeValue> given) {
    boolean whole =
        given.stream().allMatch(value -> value.sizes()[1] % recorder.layouts().block() == 0);
    MemoryLayouts.Order order =
        whole ? MemoryLayouts.Order.BLOCKED : MemoryLayouts.Order.CHANNELS_LAST;
    long[] sizes = given.get(0).sizes();
    sizes[1] = given.stream().mapToLong(value -> value.sizes()[1]).sum();
    Function<FloatType, List<MemoryLayout>> parts =
        type -> given.stream().map(value -> layout(type, order, value.sizes())).toList();
    Function<FloatType, Primitive> joining =
        type -> concatenation(parts.apply(type), layout(type, order, sizes));
    FloatType type = recorder.typeFor(joining, joining);
    List<NodeValue> inputs = given.stream()
        .map(value -> recorder.in(value, layout(type, order, value.sizes())))
        .toList();
    NodeValue output =
        new NodeValue(recorder.tensor(layout(type, order, sizes)), anyDifferentiable(inputs));
    List<Tensor> sources = inputs.stream().map(NodeValue::home).toList();
    recorder.step(joining.apply(type), Arguments.sources(sources).result(output.home()));
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        split(gradient, inputs);
      }
    });
    return output;
  }

  private Primitive concatenation(List<MemoryLayout> parts, MemoryLayout whole) {
    Object[] all = Stream.concat(Stream.of(whole), parts.stream()).toArray();
    return recorder
        .kit()
        .primitive(CacheKey.of("concatenation", all), () -> describe(parts, whole));
  }

  private dnnl_primitive_desc describe(List<MemoryLayout> parts, MemoryLayout whole) {
    dnnl_memory_desc_t layouts = new dnnl_memory_desc_t(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      layouts.getPointer(i).put(parts.get(i).description());
    }
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    Dnnl.check(
        dnnl_concat_primitive_desc_create(
            description,
            whole.description(),
            parts.size(),
            1,
            layouts,
            recorder.kit().plain(),
            Dnnl.engine()),
        "concatenation of " + recorder.node());
    return description;
  }

  private void split(Tensor whole, List<NodeValue> inputs) {
    long from = 0;
    for (NodeValue input : inputs) {
      long[] sizes = input.sizes();
      long[] start = new long[sizes.length];
      start[1] = from;
      from += sizes[1];
      if (input.isDifferentiable()) {
        Tensor part = recorder.tensor(input.home().layout());
        recorder.reorder(whole.as(recorder.layouts().part(whole.layout(), sizes, start)), part);
        input.receive(part);
      }
    }
  }

  NodeValue zeroPad(NodeValue given, ZeroPad pad) {
    long[] sizes = given.sizes();
    long[] larger = {
      sizes[0], sizes[1], sizes[2] + pad.top() + pad.bottom(), sizes[3] + pad.left() + pad.right()
    };
    return moved(given, sizes, new long[4], larger, new long[] {0, 0, pad.top(), pad.left()});
  }

  /** All but the first row and column. */
  NodeValue shifted(NodeValue given) {
    long[] sizes = given.sizes();
    long[] rest = {sizes[0], sizes[1], sizes[2] - 1, sizes[3] - 1};
    return moved(given, rest, new long[] {0, 0, 1, 1}, rest, new long[4]);
  }

  /**
   * Some of the channels, and zeros for those that are wanted beyond the last one. Blocks must not
   * be split, as in {@link #concat}.
   */
  NodeValue channels(NodeValue given, ChannelWindow layer) {
    long[] sizes = given.sizes();
    long[] wanted = {sizes[0], layer.channels(), sizes[2], sizes[3]};
    long[] window = wanted.clone();
    window[1] = layer.taken((int) sizes[1]);
    boolean whole = LongStream.of(layer.from(), sizes[1], wanted[1], window[1])
        .allMatch(each -> each % recorder.layouts().block() == 0);
    MemoryLayouts.Order order =
        whole ? MemoryLayouts.Order.BLOCKED : MemoryLayouts.Order.CHANNELS_LAST;
    NodeValue input = recorder.in(given, recorder.type(), order);
    MemoryLayout layout = recorder.layouts().images(recorder.type(), order, wanted);
    NodeValue output = new NodeValue(recorder.tensor(layout), input.isDifferentiable());
    long[] from = {0, layer.from(), 0, 0};
    copy(input.home(), output.home(), window, from, new long[4]);
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(input.home().layout());
        copy(gradient, sent, window, new long[4], from);
        input.receive(sent);
      }
    });
    return output;
  }

  private void copy(Tensor source, Tensor target, long[] window, long[] from, long[] to) {
    if (!Arrays.equals(window, target.layout().sizes())) {
      clear(target);
    }
    recorder.reorder(part(source, window, from), part(target, window, to));
  }

  private Tensor part(Tensor maps, long[] window, long[] from) {
    return maps.as(recorder.layouts().part(maps.layout(), window, from));
  }

  /** A window of the input, somewhere among zeros. */
  private NodeValue moved(NodeValue given, long[] window, long[] from, long[] sizes, long[] to) {
    NodeValue input = recorder.in(given, recorder.type(), MemoryLayouts.Order.BLOCKED);
    MemoryLayout layout =
        recorder.layouts().images(recorder.type(), MemoryLayouts.Order.BLOCKED, sizes);
    NodeValue output = new NodeValue(recorder.tensor(layout), input.isDifferentiable());
    move(input.home(), output.home(), window, from, to);
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(input.home().layout());
        move(gradient, sent, window, to, from);
        input.receive(sent);
      }
    });
    return output;
  }

  private void move(Tensor source, Tensor target, long[] window, long[] from, long[] to) {
    if (!Arrays.equals(window, target.layout().sizes())) {
      clear(target);
    }
    recorder.move(source, target, window, from, to);
  }

  private void clear(Tensor target) {
    Buffer buffer = target.buffer();
    recorder.loop("zeros", () -> Pointer.memset(buffer.place(), 0, buffer.bytes()), target);
  }

  /** Feature maps as one vector, map by map. */
  NodeValue flatten(NodeValue given) {
    long[] sizes = given.sizes();
    FloatType type = given.home().layout().type();
    Tensor plain = recorder.tensor(recorder.layouts().plain(type, sizes));
    recorder.reorder(given.home(), plain);
    MemoryLayout row = recorder.layouts().plain(type, sizes[0], sizes[1] * sizes[2] * sizes[3]);
    NodeValue output = new NodeValue(plain.as(row), given.isDifferentiable());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(given.home().layout());
        recorder.reorder(gradient.as(plain.layout()), sent);
        given.receive(sent);
      }
    });
    return output;
  }

  /** Multiplies each value by that of a mask, which a loop of our own fills in each step. */
  NodeValue masked(NodeValue given, Tensor mask, Runnable draw) {
    recorder.loop("random mask", draw, mask);
    MemoryLayouts layouts = recorder.layouts();
    MemoryLayout shape = given.home().layout();
    Function<FloatType, Primitive> product = type -> product(layouts.of(type, shape));
    FloatType type = recorder.typeFor(product, product);
    NodeValue input = recorder.in(given, layouts.of(type, shape));
    NodeValue output =
        new NodeValue(recorder.tensor(input.home().layout()), input.isDifferentiable());
    multiply(input.home(), mask, output.home());
    recorder.promise(() -> {
      Tensor gradient = recorder.gradient(output);
      if (gradient != null) {
        Tensor sent = recorder.tensor(input.home().layout());
        multiply(gradient, mask, sent);
        input.receive(sent);
      }
    });
    return output;
  }

  private void multiply(Tensor one, Tensor mask, Tensor result) {
    Primitive primitive = product(result.layout());
    if (primitive == null) {
      throw new UnsupportedLayerException(recorder.node(), "dropout", "mask");
    }
    recorder.step(primitive, Arguments.factors(one, mask).result(result)).mayOverwrite(one);
  }

  private Primitive product(MemoryLayout layout) {
    PrimitiveCache kit = recorder.kit();
    MemoryLayout mask = recorder.layouts().of(FloatType.FLOAT32, layout);
    return kit.primitive(CacheKey.of("product", layout), () -> {
      dnnl_binary_desc_t operation = new dnnl_binary_desc_t();
      int status = dnnl_binary_desc_init(
          operation,
          dnnl_binary_mul,
          layout.description(),
          mask.description(),
          layout.description());
      return kit.describe(status, operation, kit.plain(), null);
    });
  }
}
