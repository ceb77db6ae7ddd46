package org.nas4j.benchmarks.supernet;

import java.lang.management.ManagementFactory;

/**
 * Seconds that steps take. With one native thread it is the calling thread's processor time, which
 * other programs on the machine do not lengthen; with several it is time as it passes.
 */
final class StepClock {

  private static final double NANOS = 1e9;

  private final boolean isAlone;

  StepClock(int threads) {
    this.isAlone =
        threads == 1 && ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported();
  }

  double seconds() {
    return (isAlone
            ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
            : System.nanoTime())
        / NANOS;
  }
}
