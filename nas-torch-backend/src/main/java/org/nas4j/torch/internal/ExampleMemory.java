package org.nas4j.torch.internal;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.nas4j.arch.Shape;

/** Native memory that batches are written to, for as many examples as were last asked for. */
final class ExampleMemory implements AutoCloseable {

  private final Shape shape;
  private FloatPointer memory;
  private FloatBuffer all;
  private int requested;

  ExampleMemory(Shape shape) {
    this.shape = shape;
  }

  /** Room for so many; it may be somewhere else than the last time. */
  FloatBuffer room(int examples) {
    long values = examples * shape.elements();
    if (memory == null || memory.capacity() < values) {
      close();
      memory = Scopes.freeing(() -> LibTorch.kept(new FloatPointer(values)));
      all = memory.asBuffer();
    }
    requested = examples;
    return all.slice(0, Math.toIntExact(values));
  }

  /** The first examples, on the device: maps with their channels last in memory. */
  Tensor first(int examples) {
    if (memory == null || requested < examples) {
      throw new IllegalStateException("There is no room for [" + examples
          + "] examples.\nMaybe write them to examples(" + examples + ") first.");
    }
    if (shape instanceof Shape.Image maps) {
      return Tensors.at(memory, examples, maps.channels(), maps.height(), maps.width())
          .contiguous(MemoryFormat.ChannelsLast);
    }
    return Tensors.at(memory, examples, shape.elements());
  }

  /** In bytes. */
  long bytes() {
    return memory == null ? 0 : memory.capacity() * Float.BYTES;
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
