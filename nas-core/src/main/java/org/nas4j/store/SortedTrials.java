package org.nas4j.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nas4j.search.Trial;

/** Trials in the order of their ids, which come nearly in that order. Not thread-safe. */
final class SortedTrials {

  private final List<Trial> trials = new ArrayList<>();

  /** False if there is a trial of this id already. */
  boolean add(Trial trial) {
    int at = trials.size();
    while (at > 0 && trials.get(at - 1).id() >= trial.id()) {
      at--;
      if (trials.get(at).id() == trial.id()) {
        return false;
      }
    }
    trials.add(at, trial);
    return true;
  }

  void addNew(Trial trial) {
    if (!add(trial)) {
      throw new IllegalArgumentException(
          "Trial [" + trial.id() + "] is in the store already.\nMaybe it was ended twice.");
    }
  }

  List<Trial> view() {
    return Collections.unmodifiableList(trials);
  }
}
