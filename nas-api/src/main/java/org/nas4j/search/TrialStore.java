package org.nas4j.search;

import java.util.List;

/** Append-only log of trials. For the thread that runs the search. */
public interface TrialStore {

  /**
   * Adds a trial.
   *
   * @param trial the next one, in the order of ids
   */
  void append(Trial trial);

  /**
   * All trials so far.
   *
   * @return in the order of their ids
   */
  List<Trial> trials();
}
