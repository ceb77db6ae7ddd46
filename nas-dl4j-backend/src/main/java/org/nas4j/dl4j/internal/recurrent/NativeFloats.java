package org.nas4j.dl4j.internal.recurrent;

import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Numbers outside the Java heap, for native products: sections of equal size one after the other,
 * all zeros at first, from a cache line's start. Views of the sections are made once, so that use
 * allocates nothing.
 */
final class NativeFloats implements AutoCloseable {

  private static final int LINE = 64;
  private static final AtomicLong OPEN = new AtomicLong();

  private final BytePointer memory;
  private final FloatPointer[] pointers;
  private final FloatBuffer[] views;
  private final int size;
  private final long bytes;
  private boolean closed;

  NativeFloats(int sections, int size) {
    this.size = size;
    this.bytes = (long) sections * size * Float.BYTES;
    this.memory = new BytePointer(bytes + LINE);
    // A scope that closes must not free it.
    memory.retainReference();
    BytePointer start = memory.getPointer((LINE - memory.address() % LINE) % LINE);
    Pointer.memset(start, 0, bytes);
    this.pointers = new FloatPointer[sections];
    this.views = new FloatBuffer[sections];
    for (int i = 0; i < sections; i++) {
      pointers[i] = new FloatPointer(start.getPointer((long) i * size * Float.BYTES));
      views[i] = pointers[i].capacity(size).asBuffer();
    }
    OPEN.addAndGet(bytes);
  }

  /** What all of the process that are not closed hold. */
  static long openBytes() {
    return OPEN.get();
  }

  int size() {
    return size;
  }

  int sections() {
    return pointers.length;
  }

  FloatPointer at(int section) {
    return pointers[section];
  }

  /** Copies values in, from the section's start. */
  void put(int section, float[] values, int count) {
    views[section].clear();
    views[section].put(values, 0, count);
  }

  /** Copies a part of values to a place of a section. */
  void put(int section, int place, float[] values, int from, int count) {
    views[section].position(place);
    views[section].put(values, from, count);
  }

  /** Copies values out, from the section's start. */
  void get(int section, float[] values, int count) {
    views[section].clear();
    views[section].get(values, 0, count);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      memory.deallocate();
      OPEN.addAndGet(-bytes);
    }
  }
}
