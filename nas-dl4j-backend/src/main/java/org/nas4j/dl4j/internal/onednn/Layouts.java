package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_Goihw16g;
import static org.bytedeco.dnnl.global.dnnl.dnnl_Goihw8g;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcde;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw16c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw8c;

import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** Makes oneDNN's descriptions of arrays in memory. They belong to the pointer scope in which they are made. */
final class Layouts {

  private Layouts() {}

  /** Arrangements of feature maps. */
  enum Order {
    /** Channels in groups of a register's width: the fastest for nearly all primitives. */
    BLOCKED,
    /** Channels innermost. */
    CHANNELS_LAST,
    /** Channels outside of rows and columns. */
    PLAIN
  }

  static dnnl_memory_desc_t of(int tag, long... sizes) {
    dnnl_memory_desc_t layout = new dnnl_memory_desc_t();
    Dnnl.check(dnnl_memory_desc_init_by_tag(layout, sizes.length, sizes, dnnl_f32, tag), "layout");
    return layout;
  }

  static dnnl_memory_desc_t images(Order order, long... sizes) {
    return of(
        switch (order) {
          case BLOCKED -> Dnnl.block() == 16 ? dnnl_nChw16c : dnnl_nChw8c;
          case CHANNELS_LAST -> dnnl_acdb;
          case PLAIN -> dnnl_abcd;
        },
        sizes);
  }

  /** Row-major, whatever the number of axes. */
  static dnnl_memory_desc_t plain(long... sizes) {
    return of(
        switch (sizes.length) {
          case 1 -> dnnl_a;
          case 2 -> dnnl_ab;
          case 4 -> dnnl_abcd;
          case 5 -> dnnl_abcde;
          default -> throw new IllegalStateException("No layout of " + sizes.length + " axes.");
        },
        sizes);
  }

  /** A layout that oneDNN is to choose. */
  static dnnl_memory_desc_t any(long... sizes) {
    return of(dnnl_format_tag_any, sizes);
  }

  /** The same sizes with as many channels as lie in memory: the last block of them may not be full. */
  static long[] filled(long[] sizes, int axis) {
    long[] filled = sizes.clone();
    filled[axis] = (sizes[axis] + Dnnl.block() - 1) / Dnnl.block() * Dnnl.block();
    return filled;
  }

  /** Kernels of depthwise convolutions, channels in groups of a register's width. */
  static dnnl_memory_desc_t depthwise(long... sizes) {
    return of(Dnnl.block() == 16 ? dnnl_Goihw16g : dnnl_Goihw8g, sizes);
  }

  /** A window of a larger array; one of blocked maps must have filled channels. */
  static dnnl_memory_desc_t part(dnnl_memory_desc_t whole, long[] sizes, long... from) {
    dnnl_memory_desc_t layout = new dnnl_memory_desc_t();
    Dnnl.check(dnnl_memory_desc_init_submemory(layout, whole, sizes, from), "part of an array");
    return layout;
  }

  static boolean equal(dnnl_memory_desc_t one, dnnl_memory_desc_t other) {
    return dnnl_memory_desc_equal(one, other) == 1;
  }

  static long bytes(dnnl_memory_desc_t layout) {
    return dnnl_memory_desc_get_size(layout);
  }

  static long[] sizes(dnnl_memory_desc_t layout) {
    long[] sizes = new long[layout.ndims()];
    layout.dims().get(sizes);
    return sizes;
  }
}
