package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_Goihw16g;
import static org.bytedeco.dnnl.global.dnnl.dnnl_Goihw8g;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcde;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw16c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw8c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nas4j.dl4j.internal.FloatType;

/** Makes oneDNN's descriptions of arrays in memory, each once, and frees them at the end. */
final class MemoryLayouts implements AutoCloseable {

  private final int block;
  private final Map<CacheKey, MemoryLayout> byKey = new HashMap<>();
  private final Map<CacheKey, List<MemoryLayout>> bySizes = new HashMap<>();
  private final List<MemoryLayout> all = new ArrayList<>();

  /**
   * No layouts yet.
   *
   * @param block channels that lie together in memory, 8 or 16
   */
  MemoryLayouts(int block) {
    this.block = block;
  }

  /** Arrangements of feature maps. */
  enum Order {
    /** Channels in groups of a register's width: the fastest for nearly all primitives. */
    BLOCKED,
    /** Channels innermost. */
    CHANNELS_LAST,
    /** Channels outside of rows and columns. */
    PLAIN
  }

  /** Channels that lie together in memory. */
  int block() {
    return block;
  }

  private MemoryLayout of(FloatType type, int tag, long... sizes) {
    return made(CacheKey.of("tag", type, tag, sizes), () -> {
      dnnl_memory_desc_t description = new dnnl_memory_desc_t();
      Dnnl.check(
          dnnl_memory_desc_init_by_tag(description, sizes.length, sizes, number(type), tag),
          "layout");
      return description;
    });
  }

  private static int number(FloatType type) {
    return type == FloatType.BFLOAT16 ? dnnl_bf16 : dnnl_f32;
  }

  /** The same order in memory, of values of a type. */
  MemoryLayout of(FloatType type, MemoryLayout layout) {
    return layout.type() == type
        ? layout
        : made(CacheKey.of("type", type, layout), () -> {
          dnnl_memory_desc_t description = new dnnl_memory_desc_t();
          description.put(layout.description());
          description.data_type(number(type));
          return description;
        });
  }

  private MemoryLayout made(CacheKey key, Supplier<dnnl_memory_desc_t> description) {
    MemoryLayout layout = byKey.get(key);
    if (layout == null) {
      layout = of(description.get());
      byKey.put(key, layout);
    }
    return layout;
  }

  /** The layout of a description, of which a copy is kept if it is new. */
  MemoryLayout of(dnnl_memory_desc_t description) {
    long[] sizes = new long[description.ndims()];
    description.dims().get(sizes);
    List<MemoryLayout> alike =
        bySizes.computeIfAbsent(CacheKey.of("sizes", sizes), key -> new ArrayList<>());
    for (MemoryLayout layout : alike) {
      if (dnnl_memory_desc_equal(layout.description(), description) == 1) {
        return layout;
      }
    }
    dnnl_memory_desc_t copy = new dnnl_memory_desc_t();
    copy.put(description);
    // Scopes that close must not free it.
    copy.retainReference();
    MemoryLayout layout = new MemoryLayout(all.size(), copy);
    alike.add(layout);
    all.add(layout);
    return layout;
  }

  MemoryLayout images(FloatType type, Order order, long... sizes) {
    return of(
        type,
        switch (order) {
          case BLOCKED -> block == 16 ? dnnl_nChw16c : dnnl_nChw8c;
          case CHANNELS_LAST -> dnnl_acdb;
          case PLAIN -> dnnl_abcd;
        },
        sizes);
  }

  /** Row-major, whatever the number of axes, in 32 bits. */
  MemoryLayout plain(long... sizes) {
    return plain(FloatType.FLOAT32, sizes);
  }

  /** Row-major, whatever the number of axes. */
  MemoryLayout plain(FloatType type, long... sizes) {
    return of(
        type,
        switch (sizes.length) {
          case 1 -> dnnl_a;
          case 2 -> dnnl_ab;
          case 4 -> dnnl_abcd;
          case 5 -> dnnl_abcde;
          default -> throw new IllegalStateException("No layout of " + sizes.length + " axes.");
        },
        sizes);
  }

  /** A layout that oneDNN is to choose; it has no size in memory. */
  MemoryLayout any(FloatType type, long... sizes) {
    return of(type, dnnl_format_tag_any, sizes);
  }

  /**
   * The same sizes with as many channels as lie in memory: the last block of them may not be full.
   */
  long[] filled(long[] sizes, int axis) {
    long[] filled = sizes.clone();
    filled[axis] = (sizes[axis] + block - 1) / block * block;
    return filled;
  }

  /**
   * The same memory, with the channels that fill the last block as if they were values: they are
   * zeros.
   */
  MemoryLayout whole(MemoryLayout layout) {
    if (layout.axes() != 4 || layout.size(1) % block == 0) {
      return layout;
    }
    boolean blocked = layout == images(layout.type(), Order.BLOCKED, layout.sizes());
    return blocked ? images(layout.type(), Order.BLOCKED, filled(layout.sizes(), 1)) : layout;
  }

  /** Kernels of depthwise convolutions, channels in groups of a register's width, in 32 bits. */
  MemoryLayout depthwise(long... sizes) {
    return of(FloatType.FLOAT32, block == 16 ? dnnl_Goihw16g : dnnl_Goihw8g, sizes);
  }

  /** A window of a larger array; one of blocked maps must have filled channels. */
  MemoryLayout part(MemoryLayout whole, long[] sizes, long... from) {
    return made(CacheKey.of("part", whole, sizes, from), () -> {
      dnnl_memory_desc_t description = new dnnl_memory_desc_t();
      Dnnl.check(
          dnnl_memory_desc_init_submemory(description, whole.description(), sizes, from),
          "part of an array");
      return description;
    });
  }

  @Override
  public void close() {
    all.forEach(layout -> layout.description().deallocate());
    all.clear();
    byKey.clear();
    bySizes.clear();
  }
}
