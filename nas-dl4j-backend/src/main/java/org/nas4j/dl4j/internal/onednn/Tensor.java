package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** An array of floats in a layout, and the memory that it lies in. */
final class Tensor {

  private final dnnl_memory_desc_t layout;
  private final Buffer buffer;
  private dnnl_memory memory;
  private FloatBuffer values;

  Tensor(dnnl_memory_desc_t layout, Buffer buffer) {
    this.layout = layout;
    this.buffer = buffer;
  }

  /** A new array that a plan places. */
  static Tensor planned(dnnl_memory_desc_t layout) {
    return new Tensor(layout, Buffer.planned(Layouts.bytes(layout)));
  }

  /** The same memory, seen otherwise. */
  Tensor as(dnnl_memory_desc_t other) {
    return new Tensor(other, buffer);
  }

  dnnl_memory_desc_t layout() {
    return layout;
  }

  Buffer buffer() {
    return buffer;
  }

  /** The handle that steps are given; only once the buffer has its place. */
  dnnl_memory memory() {
    if (memory == null) {
      memory = new dnnl_memory();
      Dnnl.check(
          dnnl_memory_create(memory, layout, Dnnl.engine(), buffer.place()), "memory handle");
    }
    return memory;
  }

  /** Gives the handle back. */
  void close() {
    if (memory != null) {
      dnnl_memory_destroy(memory);
      memory = null;
      values = null;
    }
  }

  /** The values themselves, in the layout's order. */
  FloatBuffer values() {
    if (values == null) {
      values = floats(buffer.place(), buffer.bytes() / Float.BYTES);
    }
    return values;
  }

  static FloatBuffer floats(Pointer place, long count) {
    FloatPointer floats = new FloatPointer(place);
    return floats.capacity(count).asBuffer();
  }
}
