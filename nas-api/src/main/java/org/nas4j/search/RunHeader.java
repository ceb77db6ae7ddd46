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
 * @param provenance versions, machine, evaluator, data, reward; what figures depend on is compared,
 *     the rest is for people
 * @param search what else was asked of the run, such as workers, limits and stop rule: for people,
 *     and not compared but for what cuts a trial short; empty in logs of versions that did not keep
 *     it
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
    for (String name : new TreeSet<>(earlier.origins().keySet())) {
      if (differsIn(name, earlier)) {
        compare(name, earlier.origins().get(name), origins().get(name), lines);
      }
    }
    return lines;
  }

  /** All that may be compared: the provenance, and what cuts a trial short. */
  private Map<String, String> origins() {
    Map<String, String> all = new LinkedHashMap<>(provenance);
    Origins.CUTTING.forEach(name -> {
      if (search.containsKey(name)) {
        all.put(name, search.get(name));
      }
    });
    return all;
  }

  /**
   * Whether the trials of an earlier log come from something else, by one entry of the provenance,
   * or by what cuts trials short ({@code pruning}, {@code limits.perTrial}).
   *
   * @param name of the entry
   * @param earlier header of the log
   * @return false if it is the same, does not matter, or cannot be compared
   */
  public boolean differsIn(String name, RunHeader earlier) {
    String old = earlier.origins().get(name);
    String now = origins().get(name);
    if (!Origins.decide(name) || old == null || old.equals(now) || Origins.isNameless(old)) {
      return false;
    }
    return now == null ? !earlier.isOfFirstVersion() : !Origins.isNameless(now);
  }

  private boolean isOfFirstVersion() {
    return search.isEmpty();
  }

  /**
   * What the trials depend on, but cannot be compared with an earlier log: the log or this run does
   * not say it, or says a class without a text of its own.
   *
   * @param earlier header of the log
   * @return names, with the old and the new value in words, sorted by name
   */
  public SortedMap<String, String> incomparableWith(RunHeader earlier) {
    SortedMap<String, String> lines = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(origins().keySet());
    names.addAll(earlier.origins().keySet());
    for (String name : names) {
      String old = earlier.origins().get(name);
      String now = origins().get(name);
      // What a log does not know, and this run does without, has not changed.
      boolean isNew = old == null && Origins.NONE.equals(now);
      if (Origins.decide(name)
          && !isNew
          && !Objects.equals(old, now)
          && !differsIn(name, earlier)) {
        lines.put(name, "was " + shown(old) + ", is " + shown(now));
      }
    }
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
