package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_kind_wino;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nas4j.dl4j.internal.FloatType;

/**
 * How an array lies in memory, in oneDNN's words. Within one {@link MemoryLayouts}, equal layouts
 * are one object.
 */
final class MemoryLayout {

  private final int number;
  private final dnnl_memory_desc_t description;
  private final long[] sizes;
  private final long bytes;
  private final FloatType type;

  MemoryLayout(int number, dnnl_memory_desc_t description) {
    this.number = number;
    this.description = description;
    this.sizes = new long[description.ndims()];
    description.dims().get(sizes);
    this.bytes = dnnl_memory_desc_get_size(description);
    this.type = description.data_type() == dnnl_bf16 ? FloatType.BFLOAT16 : FloatType.FLOAT32;
  }

  int number() {
    return number;
  }

  dnnl_memory_desc_t description() {
    return description;
  }

  /** What its values are; of no meaning for a primitive's own notes. */
  FloatType type() {
    return type;
  }

  /** Whether only oneDNN knows where which value lies. Such arrays are made of plain ones. */
  boolean isOpaque() {
    return description.format_kind() == dnnl_format_kind_wino;
  }

  /** Sizes of the array, whatever their order in memory. */
  long[] sizes() {
    return sizes.clone();
  }

  /** Size of an axis. */
  long size(int axis) {
    return sizes[axis];
  }

  int axes() {
    return sizes.length;
  }

  long bytes() {
    return bytes;
  }
}
