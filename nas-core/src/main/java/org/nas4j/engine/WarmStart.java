package org.nas4j.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another run's trials, numbered from below to −1, so that they do not take part in this run's
 * count. Those that do not fit the space are left out. Stateless.
 */
final class WarmStart {

  private static final Logger LOG = LoggerFactory.getLogger(WarmStart.class);

  private WarmStart() {}

  static List<Trial> read(Path path, SearchSpace<?> space) {
    List<Trial> all;
    try {
      all = Journal.read(path).log().trials();
    } catch (IOException e) {
      throw new UncheckedIOException("Journal [" + path + "], to start from, cannot be read.", e);
    }
    List<Trial> fitting = all.stream().filter(trial -> fits(trial, space)).toList();
    if (fitting.size() < all.size()) {
      LOG.warn(
          "Of the [{}] trials of [{}], [{}] do not fit the space and are left out.",
          all.size(),
          path,
          all.size() - fitting.size());
    }
    return renumber(fitting);
  }

  private static boolean fits(Trial trial, SearchSpace<?> space) {
    try {
      space.replay(trial.genotype());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Trial> renumber(List<Trial> trials) {
    Map<Long, Long> numbers = new HashMap<>();
    long next = -trials.size();
    for (Trial trial : trials) {
      numbers.put(trial.id(), next++);
    }
    List<Trial> renumbered = new ArrayList<>();
    for (Trial trial : trials) {
      renumbered.add(new Trial(
          numbers.get(trial.id()),
          trial.genotype(),
          renumber(trial.parent(), numbers),
          trial.outcome(),
          trial.duration(),
          renumber(trial.duplicateOf(), numbers)));
    }
    return renumbered;
  }

  /** Empty too if the trial that is meant was left out. */
  private static OptionalLong renumber(OptionalLong id, Map<Long, Long> numbers) {
    Long number = id.isPresent() ? numbers.get(id.getAsLong()) : null;
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
