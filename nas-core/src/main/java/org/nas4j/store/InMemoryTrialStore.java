package org.nas4j.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;

/** Keeps the trials on the heap, for as long as the run lives. Not thread-safe. */
public final class InMemoryTrialStore implements TrialStore {

  private final List<Trial> trials = new ArrayList<>();

  @Override
  public void append(Trial trial) {
    trials.add(trial);
  }

  @Override
  public List<Trial> trials() {
    return Collections.unmodifiableList(trials);
  }
}
