package org.nas4j.examples.enas;

import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Architecture;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.oneshot.OneShotEpoch;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.SharedRanking;

/**
 * All that {@link EnasImages} found.
 *
 * @param derived of each search, ENAS first
 * @param ranking how ENAS' shared weights rank networks, if that was measured
 */
record EnasFindings(List<Derived> derived, Optional<SharedRanking> ranking) {

  /**
   * A network that a search derived, trained from scratch.
   *
   * @param name of the search
   * @param search how it went
   * @param seconds that the search took
   * @param network after training
   * @param validation how it does on validation data
   * @param test how it does on test data
   */
  record Derived(
      String name,
      OneShotResult<Architecture> search,
      double seconds,
      TrainedNetwork network,
      Scores validation,
      Scores test) {

    /** Different networks that the search trained for a step or more. */
    int networks() {
      List<OneShotEpoch> epochs = search.epochs();
      return epochs.get(epochs.size() - 1).networks();
    }
  }
}
