package org.nas4j.internal.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The traces of episodes that were computed under the present parameters, to be learned from
 * without computing them again. When the parameters change, they go to a pool from which the next
 * are taken. For one thread.
 */
final class KeptTraces {

  /** 16 MiB, for what is kept and again for the pool; further episodes are computed again. */
  private static final long MOST_NUMBERS = 1 << 21;

  private final Map<Episode, Trace> kept = new HashMap<>();
  private final Deque<Trace> spare = new ArrayDeque<>();
  private long version;
  private long keptNumbers;
  private long spareNumbers;

  /** Gives up what was computed under other parameters than those of a version. */
  void ensure(long present) {
    if (present != version) {
      version = present;
      kept.values().forEach(this::release);
      kept.clear();
      keptNumbers = 0;
    }
  }

  private void release(Trace trace) {
    if (spareNumbers + trace.numbers() <= MOST_NUMBERS) {
      spareNumbers += trace.numbers();
      spare.push(trace);
    }
  }

  /** The trace of an episode, or null. */
  Trace find(Episode episode) {
    return kept.get(episode);
  }

  /** Whether there was room for it; then it must not be used for another episode. */
  boolean keep(Episode episode, Trace trace) {
    if (keptNumbers + trace.numbers() > MOST_NUMBERS) {
      return false;
    }
    keptNumbers += trace.numbers();
    kept.put(episode, trace);
    return true;
  }

  /** A trace that is no longer needed, or a new one. */
  Trace take(Supplier<Trace> fresh) {
    if (spare.isEmpty()) {
      return fresh.get();
    }
    Trace trace = spare.pop();
    spareNumbers -= trace.numbers();
    return trace;
  }
}
