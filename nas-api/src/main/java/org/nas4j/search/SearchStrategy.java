package org.nas4j.search;

import java.util.Map;
import org.nas4j.internal.checks.Texts;

/** Immutable recipe of a search method; may be opened any number of times, from any thread. */
@FunctionalInterface
public interface SearchStrategy {

  /**
   * Starts the method on a space.
   *
   * @param context the space to walk, and randomness for set-up
   * @return a fresh controller
   */
  Controller open(ControllerContext context);

  /**
   * The method's name, for results and logs.
   *
   * @return by default the simple name of the class; of a lambda, the class that it stands in
   */
  default String name() {
    return Texts.nameOf(getClass());
  }

  /**
   * The method's settings, for results and logs.
   *
   * @return names and values
   */
  default Map<String, String> settings() {
    return Map.of();
  }
}
