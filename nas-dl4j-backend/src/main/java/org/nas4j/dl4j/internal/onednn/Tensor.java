package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** An array of floats in a layout, and the memory that it lies in. */
final class Tensor {

  private final MemoryLayout layout;
  private final Buffer buffer;
  private final boolean lasting;
  private dnnl_memory memory;
  private FloatBuffer values;

  private Tensor(MemoryLayout layout, Buffer buffer, boolean lasting) {
    this.layout = layout;
    this.buffer = buffer;
    this.lasting = lasting;
  }

  /** An array that belongs to a plan, in memory of someone else. */
  static Tensor in(MemoryLayout layout, Buffer buffer) {
    return new Tensor(layout, buffer, false);
  }

  /** A new array that a plan places. */
  static Tensor planned(MemoryLayout layout) {
    return new Tensor(layout, Buffer.planned(layout.bytes()), false);
  }

  /** An array that outlasts the plans that use it, such as weights; its owner closes it. */
  static Tensor lasting(MemoryLayout layout, Buffer buffer) {
    return new Tensor(layout, buffer, true);
  }

  /** The same memory, seen otherwise. */
  Tensor as(MemoryLayout other) {
    return new Tensor(other, buffer, false);
  }

  MemoryLayout layout() {
    return layout;
  }

  Buffer buffer() {
    return buffer;
  }

  boolean isLasting() {
    return lasting;
  }

  /** The handle that steps are given; only once the buffer has its place. */
  dnnl_memory memory() {
    if (memory == null) {
      memory = Dnnl.handle(layout, buffer.place());
    }
    return memory;
  }

  /** Takes the handle that a workspace keeps for its place; then there is nothing to be closed. */
  void borrow(Workspace workspace) {
    if (memory == null) {
      memory = workspace.handle(layout, buffer.place());
    }
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
