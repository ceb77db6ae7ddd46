package org.nas4j.benchmarks.memory;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Notes the resident memory of this process time and again, and says whether it stays flat. For one
 * thread at a time.
 */
final class MemoryWatch {

  private static final double MIB = 1 << 20;

  private final PrintWriter out;
  private final String things;
  private final int settled;
  private final int told;
  private final List<Long> bytes = new ArrayList<>();
  private long liveWhenSettled;

  /**
   * Nothing is noted yet.
   *
   * @param things what is done again and again, for people
   * @param settled how many of them may still add memory
   * @param told after how many of them a line is printed each time
   */
  MemoryWatch(PrintWriter out, String things, int settled, int told) {
    this.out = out;
    this.things = things;
    this.settled = settled;
    this.told = told;
  }

  /** One more is done. */
  void note() {
    bytes.add(ResidentMemory.bytes().orElseThrow());
    if (bytes.size() == settled) {
      liveWhenSettled = live();
    }
    if (bytes.size() % told == 0) {
      out.printf("%5d %s  %6.0f MiB%n", bytes.size(), things, last() / MIB);
      out.flush();
    }
  }

  int count() {
    return bytes.size();
  }

  private long last() {
    return bytes.get(bytes.size() - 1);
  }

  /** What the heap holds after it was tidied up. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Prints how much was added.
   *
   * @param most share that may be added after the settled ones
   * @return exit status: 0 if no more was added
   */
  int conclude(double most) {
    long before = bytes.get(settled - 1);
    long after = Collections.max(bytes.subList(settled, bytes.size()));
    double growth = (double) after / before - 1;
    out.printf(
        "%.0f MiB after %d %s, %.0f MiB at most until number %d: %+.1f %%; live on the heap %.0f and %.0f MiB%n",
        before / MIB,
        settled,
        things,
        after / MIB,
        bytes.size(),
        100 * growth,
        liveWhenSettled / MIB,
        live() / MIB);
    out.flush();
    return growth <= most ? 0 : 1;
  }
}
