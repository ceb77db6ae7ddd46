package org.nas4j.store;

import java.util.List;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;

/** Keeps the trials on the heap, for as long as it lives itself. Not thread-safe. */
public final class InMemoryTrialStore implements TrialStore {

  private final SortedTrials trials = new SortedTrials();

  /** An empty store. */
  public InMemoryTrialStore() {}

  @Override
  public void append(Trial trial) {
    trials.addNew(trial);
  }

  @Override
  public List<Trial> trials() {
    return trials.view();
  }
}
