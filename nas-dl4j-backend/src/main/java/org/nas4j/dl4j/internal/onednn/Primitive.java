package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One of oneDNN's primitives: code for one operation on arrays of certain layouts, wherever they
 * lie.
 */
final class Primitive {

  private final dnnl_primitive_desc description;
  private final MemoryLayouts layouts;
  private final String implementation;
  private final Map<Integer, MemoryLayout> queried = new HashMap<>();
  private final MemoryLayout scratch;
  private dnnl_primitive code;

  Primitive(dnnl_primitive_desc description, MemoryLayouts layouts) {
    this.description = description;
    this.layouts = layouts;
    PointerPointer<BytePointer> text = new PointerPointer<>(1);
    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, text);
    this.implementation = text.get(BytePointer.class).getString();
    MemoryLayout needed = layout(dnnl_query_scratchpad_md);
    this.scratch = needed == null || needed.bytes() == 0 ? null : needed;
  }

  dnnl_primitive_desc description() {
    return description;
  }

  /** The layout of one of its arrays; null if it has none of the name. */
  MemoryLayout layout(int query) {
    return queried.computeIfAbsent(query, key -> {
      dnnl_memory_desc_t found = dnnl_primitive_desc_query_md(description, query, 0);
      return found == null || found.isNull() ? null : layouts.of(found);
    });
  }

  /** The layout of the memory that it works in; null if it needs none. */
  MemoryLayout scratch() {
    return scratch;
  }

  /** What oneDNN calls the code. */
  String implementation() {
    return implementation;
  }

  /** Whether the code is plain loops. */
  boolean isSlow() {
    return implementation.startsWith("ref");
  }

  /** The code, made when it is first asked for. */
  dnnl_primitive code() {
    if (code == null) {
      code = new dnnl_primitive();
      Dnnl.check(dnnl_primitive_create(code, description), implementation);
    }
    return code;
  }

  void close() {
    if (code != null) {
      dnnl_primitive_destroy(code);
    }
    dnnl_primitive_desc_destroy(description);
  }
}
