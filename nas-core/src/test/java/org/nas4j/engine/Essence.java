package org.nas4j.engine;

import java.time.Duration;
import java.util.List;
import org.nas4j.search.Trial;

/** What must be equal in two runs of one seed: all of each trial but the time that it took. */
final class Essence {

  private Essence() {}

  static List<Trial> of(SearchResult<?> result) {
    return result.trials().stream()
        .map(trial -> new Trial(
            trial.id(),
            trial.genotype(),
            trial.parent(),
            trial.outcome(),
            Duration.ZERO,
            trial.duplicateOf()))
        .toList();
  }
}
