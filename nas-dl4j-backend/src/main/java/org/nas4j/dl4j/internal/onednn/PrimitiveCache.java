package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The layouts and primitives that plans are made of. Each is made once, however many plans use it:
 * that is what makes one plan after another cheap. For one thread; its plans must be closed before
 * it.
 */
final class PrimitiveCache implements AutoCloseable {

  private final MemoryLayouts layouts;
  private final dnnl_primitive_attr plain = attributes();
  private final dnnl_primitive_attr rectifying = attributes();
  private final Map<CacheKey, Optional<Primitive>> primitives = new HashMap<>();
  private final Map<CacheKey, Bordered> bordered = new HashMap<>();

  private record Bordered(Tensor tensor, NativeBlock memory) {}

  /**
   * Nothing is made yet.
   *
   * @param block channels that lie together in memory, 8 or 16
   */
  PrimitiveCache(int block) {
    this.layouts = new MemoryLayouts(block);
    dnnl_post_ops after = new dnnl_post_ops();
    Dnnl.check(dnnl_post_ops_create(after), "rectifier");
    Dnnl.check(dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0), "rectifier");
    Dnnl.check(dnnl_primitive_attr_set_post_ops(rectifying, after), "rectifier");
    dnnl_post_ops_destroy(after);
  }

  /** Attributes of a primitive that is given its scratch memory. */
  private static dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    Dnnl.check(dnnl_primitive_attr_create(attributes), "attributes");
    dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    return attributes;
  }

  MemoryLayouts layouts() {
    return layouts;
  }

  /** Attributes of a primitive that does nothing more. */
  dnnl_primitive_attr plain() {
    return plain;
  }

  /** Attributes of a primitive that sets negative results to 0 before it writes them. */
  dnnl_primitive_attr rectifying() {
    return rectifying;
  }

  /**
   * A primitive.
   *
   * @param key all that the description depends on
   * @param description makes it, or null if oneDNN has no such primitive
   * @return null if oneDNN has none
   */
  Primitive primitive(CacheKey key, Supplier<dnnl_primitive_desc> description) {
    Optional<Primitive> known = primitives.get(key);
    if (known == null) {
      PointerScope scope = Dnnl.scope();
      try {
        known = Optional.ofNullable(description.get()).map(each -> new Primitive(each, layouts));
      } finally {
        scope.close();
      }
      primitives.put(key, known);
    }
    return known.orElse(null);
  }

  /** Describes a primitive; null if oneDNN has none of the kind. */
  dnnl_primitive_desc describe(
      int status, Pointer operation, dnnl_primitive_attr attributes, Primitive forward) {
    if (status != 0) {
      return null;
    }
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    int outcome = dnnl_primitive_desc_create(
        description,
        new const_dnnl_op_desc_t(operation),
        attributes,
        Dnnl.engine(),
        forward == null ? null : forward.description());
    return outcome == 0 ? description : null;
  }

  /**
   * Room for a window among zeros. Whoever asks for the same gets the same, to be used at once:
   * only the window is ever written, so the zeros that memory begins with stay.
   */
  Tensor bordered(MemoryLayout layout, long[] window, long[] from) {
    return bordered
        .computeIfAbsent(CacheKey.of("bordered", layout, window, from), key -> {
          NativeBlock memory = new NativeBlock(layout.bytes());
          Buffer buffer = Buffer.foreign(layout.bytes());
          buffer.place(memory.at(0));
          return new Bordered(Tensor.lasting(layout, buffer), memory);
        })
        .tensor();
  }

  /** Native memory outside of the plans. */
  long bytes() {
    return bordered.values().stream().mapToLong(each -> each.memory().bytes()).sum();
  }

  @Override
  public void close() {
    bordered.values().forEach(each -> {
      each.tensor().close();
      each.memory().close();
    });
    primitives.values().forEach(each -> each.ifPresent(Primitive::close));
    dnnl_primitive_attr_destroy(plain);
    dnnl_primitive_attr_destroy(rectifying);
    layouts.close();
  }
}
