package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Pointer;

/**
 * The block of memory that plans compute in, one after another: what a plan leaves there, the next
 * may overwrite. It keeps oneDNN's handles of the places in it: four in five arrays of a new plan
 * lie where one of an equal layout lay before, and with a new handle for each a plan takes a fifth
 * longer to make.
 */
final class Workspace implements AutoCloseable {

  /** About a kilobyte each. */
  private static final int MOST_HANDLES = 1 << 14;

  private final Map<Place, dnnl_memory> handles = new HashMap<>();
  private NativeBlock block;

  private record Place(MemoryLayout layout, long address) {}

  /**
   * The block, made anew if it is too small; plans that were placed in the former one cannot run
   * any more.
   */
  NativeBlock room(long bytes) {
    if (block == null || block.bytes() < bytes || handles.size() > MOST_HANDLES) {
      long enough = block == null ? bytes : Math.max(bytes, block.bytes());
      close();
      block = new NativeBlock(enough);
    }
    return block;
  }

  boolean isIn(NativeBlock place) {
    return place == block;
  }

  /** The handle of an array that lies in the block, for as long as the block is there. */
  dnnl_memory handle(MemoryLayout layout, Pointer start) {
    return handles.computeIfAbsent(
        new Place(layout, start.address()), key -> Dnnl.handle(layout, start));
  }

  long bytes() {
    return block == null ? 0 : block.bytes();
  }

  @Override
  public void close() {
    handles.values().forEach(handle -> dnnl_memory_destroy(handle));
    handles.clear();
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
