package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param search what else was asked of the run, such as workers, limits and stop rule: for people, not compared; empty in
 *     logs of versions that did not keep it
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
   * Why this run cannot go on with the log of an earlier one.
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
      TreeSet<String> names = new TreeSet<>(settings.keySet());
      names.addAll(earlier.settings.keySet());
      for (String name : names) {
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

  private static void compare(String what, Object old, Object now, List<String> lines) {
    if (!Objects.equals(old, now)) {
      lines.add(what + ": was " + shown(old) + ", is " + shown(now));
    }
  }

  private static String shown(Object value) {
    return value == null ? "not set" : "[" + value + "]";
  }
}
