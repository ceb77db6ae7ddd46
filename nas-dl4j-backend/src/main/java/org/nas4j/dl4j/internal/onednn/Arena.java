package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each buffer an offset in one block of memory so that buffers in use at the same time never overlap: the largest
 * first, each at the lowest place that is free during its life ("greedy by size", Pisarchyk and Lee 2020).
 */
final class Arena {

  private final Map<Buffer, Long> offsets = new LinkedHashMap<>();
  private final long bytes;

  private Arena(List<Buffer> buffers) {
    List<Buffer> placed = new ArrayList<>();
    long end = 0;
    List<Buffer> bySize = new ArrayList<>(buffers);
    bySize.sort(Comparator.comparingLong(Buffer::bytes).reversed().thenComparingInt(Buffer::first));
    for (Buffer buffer : bySize) {
      long offset = lowest(buffer, placed);
      offsets.put(buffer, offset);
      placed.add(buffer);
      placed.sort(Comparator.comparingLong(offsets::get));
      end = Math.max(end, offset + buffer.bytes());
    }
    this.bytes = end;
  }

  static Arena of(List<Buffer> buffers) {
    return new Arena(buffers);
  }

  private long lowest(Buffer buffer, List<Buffer> placed) {
    long free = 0;
    for (Buffer other : placed) {
      if (other.overlaps(buffer)) {
        long start = offsets.get(other);
        if (start - free >= buffer.bytes()) {
          return free;
        }
        free = Math.max(free, start + other.bytes());
      }
    }
    return free;
  }

  /** What all of them need together. */
  long bytes() {
    return bytes;
  }

  Map<Buffer, Long> offsets() {
    return offsets;
  }
}
