package org.nas4j.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a few random walks met in a space. A space is a function, so it cannot be compared with
 * another one but by calling it: equal fingerprints are evidence, not proof; unequal ones are
 * proof.
 *
 * @param digest of all walks
 * @param decisions the options of each decision that was met, in text, by the decision's name
 * @param walks the first walks, each a line: the decisions that were asked, with the numbers of
 *     legal and of all options, and what was built
 * @param varying names of the decisions that have other options from place to place, so that the
 *     number of an option does not tell its text
 */
public record SpaceFingerprint(
    String digest, Map<String, List<String>> decisions, List<String> walks, Set<String> varying) {

  private static final int MOST_LINES = 10;

  /** Copies. */
  public SpaceFingerprint {
    requireNonNull(digest, "digest");
    Map<String, List<String>> copy = new LinkedHashMap<>();
    decisions.forEach((name, options) -> copy.put(name, List.copyOf(options)));
    decisions = Collections.unmodifiableMap(copy);
    walks = List.copyOf(walks);
    varying = Collections.unmodifiableSet(new TreeSet<>(varying));
  }

  /**
   * A fingerprint that says nothing of varying decisions.
   *
   * @param digest of all walks
   * @param decisions the options of each decision that was met
   * @param walks the first walks
   */
  public SpaceFingerprint(String digest, Map<String, List<String>> decisions, List<String> walks) {
    this(digest, decisions, walks, Set.of());
  }

  /**
   * How a space has changed.
   *
   * @param earlier fingerprint of the space as it was
   * @return a line for each of the first differences; empty if there is none
   */
  public List<String> differencesFrom(SpaceFingerprint earlier) {
    if (digest.equals(earlier.digest)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(decisions.keySet());
    names.addAll(earlier.decisions.keySet());
    for (String name : names) {
      compare(name, earlier.decisions.get(name), decisions.get(name), lines);
    }
    if (lines.isEmpty()) {
      lines.add("space: " + firstOtherWalk(earlier));
    }
    return lines.size() <= MOST_LINES ? lines : cut(lines);
  }

  private static List<String> cut(List<String> lines) {
    List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
    some.add("and [" + (lines.size() - MOST_LINES) + "] more decisions");
    return some;
  }

  private static void compare(String name, List<String> old, List<String> now, List<String> lines) {
    if (old == null) {
      lines.add("decision [" + name + "]: is new, with options " + now);
    } else if (now == null) {
      lines.add("decision [" + name + "]: is gone; its options were " + old);
    } else if (!old.equals(now)) {
      lines.add("decision [" + name + "]: options were " + old + ", are " + now);
    }
  }

  private String firstOtherWalk(SpaceFingerprint earlier) {
    for (int i = 0; i < Math.min(walks.size(), earlier.walks.size()); i++) {
      String old = earlier.walks.get(i);
      String now = walks.get(i);
      if (!old.equals(now)) {
        return "with equal answers it asked and built [" + old + "], and now [" + now + "]";
      }
    }
    return "has the same decisions, but differs in a walk that is not on record";
  }
}
