package org.nas4j.search;

import java.util.List;
import java.util.Set;

/**
 * The one place that decides which entries of a run's provenance its trials depend on. Versions,
 * machine, native threads and processes are for people to know: a run goes on with others. What
 * else there is (training, data, reward, and whatever an evaluator of the user's tells) makes
 * another run. Stateless.
 */
final class Origins {

  private static final Set<String> FOR_PEOPLE = Set.of(
      "nas4j",
      "java",
      "os",
      "processors",
      "host",
      "strategy",
      "evaluator.isolation",
      "validation.examples");
  private static final List<String> FOR_PEOPLE_ALL = List.of("strategy.", "nd4j.");

  /** What cuts a trial short, by the names that a run's settings have for it. */
  static final List<String> CUTTING = List.of("pruning", "limits.perTrial");

  /** What an entry says that does nothing. */
  static final String NONE = "none";

  private Origins() {}

  /**
   * Whether trials depend on an entry. Those of the strategy are compared in a place of their own.
   */
  static boolean decide(String name) {
    return !FOR_PEOPLE.contains(name) && FOR_PEOPLE_ALL.stream().noneMatch(name::startsWith);
  }

  /** Whether a value says nothing but a class, since what it describes has no text of its own. */
  static boolean isNameless(String value) {
    return value.endsWith("@");
  }
}
