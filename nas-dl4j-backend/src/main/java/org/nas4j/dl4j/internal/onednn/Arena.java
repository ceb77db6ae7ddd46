package org.nas4j.dl4j.internal.onednn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gives each buffer an offset in one block of memory so that buffers in use at the same time never
 * overlap: the largest first, each at the lowest place that is free during its life ("greedy by
 * size", Pisarchyk and Lee 2020).
 */
final class Arena {

  private final Buffer[] buffers;
  private final long[] offsets;
  /** Places in the order of their offsets: number of the buffer each. */
  private final int[] placed;

  private final long bytes;

  private Arena(List<Buffer> given) {
    this.buffers = given.toArray(Buffer[]::new);
    this.offsets = new long[buffers.length];
    this.placed = new int[buffers.length];
    Arrays.sort(
        buffers,
        Comparator.comparingLong(Buffer::bytes).reversed().thenComparingInt(Buffer::first));
    long end = 0;
    for (int i = 0; i < buffers.length; i++) {
      offsets[i] = lowest(buffers[i], i);
      insert(i);
      end = Math.max(end, offsets[i] + buffers[i].bytes());
    }
    this.bytes = end;
  }

  static Arena of(List<Buffer> buffers) {
    return new Arena(buffers);
  }

  private long lowest(Buffer buffer, int count) {
    int first = buffer.first();
    int last = buffer.last();
    long free = 0;
    for (int i = 0; i < count; i++) {
      Buffer other = buffers[placed[i]];
      if (other.first() <= last && first <= other.last()) {
        long start = offsets[placed[i]];
        if (start - free >= buffer.bytes()) {
          return free;
        }
        free = Math.max(free, start + other.bytes());
      }
    }
    return free;
  }

  private void insert(int number) {
    int from = 0;
    int to = number;
    while (from < to) {
      int middle = (from + to) / 2;
      if (offsets[placed[middle]] > offsets[number]) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    System.arraycopy(placed, from, placed, from + 1, number - from);
    placed[from] = number;
  }

  /** What all of them need together. */
  long bytes() {
    return bytes;
  }

  /** Places all buffers. */
  void place(NativeBlock block) {
    for (int i = 0; i < buffers.length; i++) {
      buffers[i].place(block.at(offsets[i]));
    }
  }
}
