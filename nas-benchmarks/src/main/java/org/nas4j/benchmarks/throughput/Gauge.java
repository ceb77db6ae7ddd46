package org.nas4j.benchmarks.throughput;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.nas4j.dl4j.internal.FloatType;

/**
 * One of oneDNN's primitives on arrays of its own, which does as much as the machine can of one
 * thing: multiply and add, or move memory. For one thread; oneDNN's own are those that
 * {@link org.nas4j.dl4j.internal.NativeThreads} was told.
 */
final class Gauge implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final int LINE = 64;
  /** As all four bytes of a number, or both of a short one: 0.75, so that sums stay numbers. */
  private static final byte FILL = 0x3f;

  private static final dnnl_engine ENGINE = engine();

  private final long work;
  private final dnnl_primitive_desc description;
  private final dnnl_primitive code = new dnnl_primitive();
  private final dnnl_stream stream = new dnnl_stream();
  private final dnnl_exec_arg_t arguments;
  private final List<dnnl_memory> handles = new ArrayList<>();
  private final List<Pointer> memory = new ArrayList<>();

  /** What a primitive calls an array, and how it lies in memory. */
  private record Argument(int name, dnnl_memory_desc_t layout) {}

  private Gauge(long work, dnnl_primitive_desc description, List<Argument> given) {
    this.work = work;
    this.description = description;
    check(dnnl_primitive_create(code, description), "code");
    check(dnnl_stream_create(stream, ENGINE, dnnl_stream_default_flags), "stream");
    this.arguments = new dnnl_exec_arg_t(given.size());
    for (int i = 0; i < given.size(); i++) {
      dnnl_memory handle = handle(given.get(i).layout());
      dnnl_exec_arg_t argument = arguments.getPointer(i);
      argument.arg(given.get(i).name());
      argument.memory(handle);
    }
  }

  private static dnnl_engine engine() {
    Loader.load(dnnl.class);
    dnnl_engine engine = new dnnl_engine();
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "engine");
    return engine;
  }

  private dnnl_memory handle(dnnl_memory_desc_t layout) {
    long bytes = dnnl_memory_desc_get_size(layout);
    BytePointer room = new BytePointer(bytes + LINE);
    Pointer.memset(room, FILL, bytes + LINE);
    memory.add(room);
    dnnl_memory handle = new dnnl_memory();
    Pointer start = room.getPointer((LINE - room.address() % LINE) % LINE);
    check(dnnl_memory_create(handle, layout, ENGINE, start), "array");
    handles.add(handle);
    return handle;
  }

  /** The product of two square matrices, in oneDNN's own layouts; its work is multiply-adds. */
  static Gauge product(FloatType type, int size) {
    int values = type == FloatType.BFLOAT16 ? dnnl_bf16 : dnnl_f32;
    dnnl_memory_desc_t free = layout(values, dnnl_format_tag_any, size, size);
    dnnl_memory_desc_t plain = layout(values, dnnl_ab, size, size);
    dnnl_matmul_desc_t operation = new dnnl_matmul_desc_t();
    check(dnnl_matmul_desc_init(operation, plain, free, null, plain), "product");
    dnnl_primitive_desc made = new dnnl_primitive_desc();
    const_dnnl_op_desc_t wanted = new const_dnnl_op_desc_t(operation);
    check(dnnl_primitive_desc_create(made, wanted, null, ENGINE, null), "product");
    List<Argument> arguments = List.of(
        new Argument(DNNL_ARG_SRC, dnnl_primitive_desc_query_md(made, dnnl_query_src_md, 0)),
        new Argument(
            DNNL_ARG_WEIGHTS, dnnl_primitive_desc_query_md(made, dnnl_query_weights_md, 0)),
        new Argument(DNNL_ARG_DST, dnnl_primitive_desc_query_md(made, dnnl_query_dst_md, 0)));
    return new Gauge((long) size * size * size, made, arguments);
  }

  /** Writes one array into another; its work is the bytes of both. */
  static Gauge copy(long values) {
    dnnl_memory_desc_t layout = layout(dnnl_f32, dnnl_a, values);
    dnnl_primitive_desc made = new dnnl_primitive_desc();
    check(dnnl_reorder_primitive_desc_create(made, layout, ENGINE, layout, ENGINE, null), "copy");
    return new Gauge(
        2 * values * Float.BYTES,
        made,
        List.of(new Argument(DNNL_ARG_SRC, layout), new Argument(DNNL_ARG_DST, layout)));
  }

  /** The triad a = b + 3·c; its work is the bytes of all three arrays. */
  static Gauge triad(long values) {
    dnnl_memory_desc_t layout = layout(dnnl_f32, dnnl_a, values);
    dnnl_memory_desc_t summands = new dnnl_memory_desc_t(2);
    for (int i = 0; i < 2; i++) {
      summands.getPointer(i).put(layout);
    }
    dnnl_primitive_desc made = new dnnl_primitive_desc();
    check(
        dnnl_sum_primitive_desc_create(made, layout, 2, new float[] {1, 3}, summands, null, ENGINE),
        "triad");
    return new Gauge(
        3 * values * Float.BYTES,
        made,
        List.of(
            new Argument(DNNL_ARG_MULTIPLE_SRC, layout),
            new Argument(DNNL_ARG_MULTIPLE_SRC + 1, layout),
            new Argument(DNNL_ARG_DST, layout)));
  }

  private static dnnl_memory_desc_t layout(int values, int tag, long... sizes) {
    dnnl_memory_desc_t layout = new dnnl_memory_desc_t();
    check(dnnl_memory_desc_init_by_tag(layout, sizes.length, sizes, values, tag), "layout");
    return layout;
  }

  /** Its work in a second by the fastest run of so many seconds, at least one: what can be done. */
  double perSecond(double seconds) {
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    long before = start;
    do {
      check(dnnl_primitive_execute(code, stream, handles.size(), arguments), "run");
      long now = System.nanoTime();
      best = Math.min(best, now - before);
      before = now;
    } while (before - start < seconds * NANOS);
    return work * NANOS / best;
  }

  private static void check(int status, String what) {
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN refused the [" + what + "] of a gauge with status [" + status + "].");
    }
  }

  @Override
  public void close() {
    handles.forEach(dnnl::dnnl_memory_destroy);
    memory.forEach(Pointer::close);
    dnnl_stream_destroy(stream);
    dnnl_primitive_destroy(code);
    dnnl_primitive_desc_destroy(description);
  }
}
