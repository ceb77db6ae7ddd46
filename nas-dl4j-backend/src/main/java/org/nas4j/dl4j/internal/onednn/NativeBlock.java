package org.nas4j.dl4j.internal.onednn;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory from the moment it is asked for until it is closed, at the start of a cache line,
 * all zeros.
 */
final class NativeBlock implements AutoCloseable {

  private static final int LINE = 64;
  private static final AtomicLong OPEN = new AtomicLong();

  private final BytePointer memory;
  private final BytePointer start;
  private final long bytes;
  private boolean closed;

  NativeBlock(long bytes) {
    this.bytes = bytes;
    this.memory = new BytePointer(bytes + LINE);
    // A scope that closes must not free it.
    memory.retainReference();
    this.start = memory.getPointer((LINE - memory.address() % LINE) % LINE);
    Pointer.memset(start, 0, bytes);
    OPEN.addAndGet(bytes);
  }

  /** What all blocks of the process that are not closed hold. */
  static long openBytes() {
    return OPEN.get();
  }

  BytePointer at(long offset) {
    return start.getPointer(offset);
  }

  long bytes() {
    return bytes;
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
