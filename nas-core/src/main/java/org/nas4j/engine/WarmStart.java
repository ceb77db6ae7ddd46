package org.nas4j.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.nas4j.internal.text.LoudWarnings;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another run's trials, numbered from below to −1, so that they do not take part in this run's
 * count. Those that cannot be said in the space are left out, and counted. Immutable.
 *
 * @param trials in the words of the space
 * @param leftOut how many are not among them
 */
record WarmStart(List<Trial> trials, int leftOut) {

  private static final Logger LOG = LoggerFactory.getLogger(WarmStart.class);

  static final WarmStart NONE = new WarmStart(List.of(), 0);

  static WarmStart read(Path path, SearchSpace<?> space) {
    Journal journal;
    try {
      journal = Journal.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Journal [" + path + "], to start from, cannot be read.", e);
    }
    Translation translation = new Translation(journal.header().space(), space);
    List<Trial> fitting = new ArrayList<>();
    for (Trial trial : journal.log().trials()) {
      translation.of(trial.genotype()).ifPresent(genotype -> fitting.add(with(trial, genotype)));
    }
    int leftOut = journal.log().trials().size() - fitting.size();
    if (leftOut > 0) {
      LoudWarnings.warn(
          LOG,
          WarmStart.class,
          "Of the [" + journal.log().trials().size() + "] trials of [" + path + "], [" + leftOut
              + "] have decisions or options that the space does not have, and are left out.");
    }
    return new WarmStart(renumber(fitting), leftOut);
  }

  private static Trial with(Trial trial, Genotype genotype) {
    return new Trial(
        trial.id(),
        genotype,
        trial.parent(),
        trial.outcome(),
        trial.duration(),
        trial.duplicateOf());
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
