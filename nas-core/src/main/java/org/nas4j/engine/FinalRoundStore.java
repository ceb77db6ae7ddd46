package org.nas4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.nas4j.search.RunHeader;
import org.nas4j.search.RunLog;
import org.nas4j.search.Trial;
import org.nas4j.search.TrialStore;

/**
 * Keeps the trials of a final round, in memory and in the store of the search, which it leaves
 * open.
 */
final class FinalRoundStore implements TrialStore {

  private final TrialStore search;
  private final Map<String, String> plan;
  private final Map<Long, Trial> trials = new TreeMap<>();

  FinalRoundStore(TrialStore search, Map<String, String> plan) {
    this.search = search;
    this.plan = plan;
  }

  @Override
  public RunLog open(Function<Optional<RunHeader>, RunHeader> header) {
    search.openFinals(plan).forEach(trial -> trials.put(trial.id(), trial));
    return RunLog.of(trials());
  }

  @Override
  public void append(Trial trial) {
    trials.put(trial.id(), trial);
    search.appendFinal(trial);
  }

  @Override
  public List<Trial> trials() {
    return List.copyOf(trials.values());
  }
}
