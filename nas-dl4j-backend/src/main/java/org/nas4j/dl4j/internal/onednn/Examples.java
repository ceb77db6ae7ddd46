package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import org.nas4j.arch.Shape;

/** Native memory that batches are written to, for as many examples as were last asked for. */
final class Examples implements AutoCloseable {

  private final Shape shape;
  private NativeBlock block;
  private FloatBuffer written;
  private int requested;

  Examples(Shape shape) {
    this.shape = shape;
  }

  /** Room for so many; it may be somewhere else than the last time. */
  FloatBuffer room(int number) {
    long values = number * shape.elements();
    long bytes = values * Float.BYTES;
    if (block == null || block.bytes() < bytes) {
      close();
      block = new NativeBlock(bytes);
      written = null;
    }
    requested = number;
    if (written == null || written.capacity() != values) {
      written = Tensor.floats(block.at(0), values);
    }
    written.clear();
    return written;
  }

  /** How many there is room for. */
  int requested() {
    return requested;
  }

  void require(int number) {
    if (block == null || requested < number) {
      throw new IllegalStateException("There is no room for [" + number
          + "] examples.\nMaybe write them to examples(" + number + ") first.");
    }
  }

  NativeBlock block() {
    return block;
  }

  long bytes() {
    return block == null ? 0 : block.bytes();
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
