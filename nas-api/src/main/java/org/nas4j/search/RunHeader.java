package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run's trials depend on besides their figures, and where it comes from.
 *
 * @param seed of all randomness
 * @param lookahead trials in flight between proposal and observation
 * @param strategy name of the search method
 * @param settings of the search method
 * @param space what a few walks met
 * @param provenance versions, machine, evaluator, reward: for people, not compared
 * @param search what else was asked of the run, such as workers, limits and stop rule: for people,
 *     not compared; empty in logs of versions that did not keep it
 */
public record RunHeader(
    long seed,
    int lookahead,
    String strategy,
    Map<String, String> settings,
    SpaceFingerprint space,
    Map<String, String> provenance,
    Map<String, String> search) {

  /** Checks and copies. */
  public RunHeader {
    requireNonNull(strategy, "strategy");
    requireNonNull(space, "space");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    search = Collections.unmodifiableMap(new LinkedHashMap<>(search));
  }

  /**
   * Why this run cannot go on with the log of an earlier one. Settings that the log does not know
   * at all do not count: it was written before there were any of that name, see
   * {@link #settingsUnknownTo}.
   *
   * @param earlier header of the log
   * @return a line for each difference, with the old and the new value; empty if there is none
   */
  public List<String> differencesFrom(RunHeader earlier) {
    List<String> lines = new ArrayList<>();
    compare("seed", earlier.seed, seed, lines);
    compare("lookahead", earlier.lookahead, lookahead, lines);
    compare("strategy", earlier.strategy, strategy, lines);
    if (strategy.equals(earlier.strategy)) {
      for (String name : new TreeSet<>(earlier.settings.keySet())) {
        compare(
            "setting " + name + " of " + strategy,
            earlier.settings.get(name),
            settings.get(name),
            lines);
      }
    }
    lines.addAll(space.differencesFrom(earlier.space));
    return lines;
  }

  /**
   * Settings of the search method that an earlier log says nothing of, since its version did not
   * know or note them. Whether this run continues it as that version would have cannot be told from
   * the log.
   *
   * @param earlier header of the log
   * @return names and present values, sorted by name; empty if all are known, or the methods differ
   */
  public SortedMap<String, String> settingsUnknownTo(RunHeader earlier) {
    SortedMap<String, String> unknown = new TreeMap<>();
    if (strategy.equals(earlier.strategy)) {
      unknown.putAll(settings);
      unknown.keySet().removeAll(earlier.settings.keySet());
    }
    return unknown;
  }

  private static void compare(String what, Object old, Object now, List<String> lines) {
    if (!Objects.equals(old, now)) {
      lines.add(what + ": was " + shown(old) + ", is " + shown(now));
    }
  }

  private static String shown(Object value) {
    return value == null ? "not set" : "[" + value + "]";
  }
}
