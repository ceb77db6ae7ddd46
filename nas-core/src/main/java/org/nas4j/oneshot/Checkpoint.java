package org.nas4j.oneshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where a one-shot search is. The controller is not in it, but all figures that it was told and
 * that were counted: the search is gone through again with these in place of real ones, whereby any
 * controller comes to where it was, random state included.
 *
 * @param settings of search and supernet, compared before it goes on
 * @param figures loss or score of each step so far, in order
 * @param proposals a digest of the networks of these steps
 * @param supernet weights, optimizer, position in the data, random state
 */
record Checkpoint(
    Map<String, String> settings, double[] figures, long proposals, SupernetState supernet) {

  /**
   * What stands against going on.
   *
   * @param now settings of the search that would
   * @return a line for each difference
   */
  List<String> differencesFrom(Map<String, String> now) {
    List<String> lines = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(settings.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String old = settings.get(name);
      String given = now.get(name);
      if (old == null || !old.equals(given)) {
        lines.add(name + ": was " + shown(old) + ", is " + shown(given));
      }
    }
    return lines;
  }

  private static String shown(String value) {
    return value == null ? "not set" : "[" + value + "]";
  }
}
