package org.nas4j.oneshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nas4j.arch.WeightArray;

/**
 * All that a supernet is after some steps: what it needs to go on as if it had never stopped. The
 * names are the supernet's own business.
 *
 * @param arrays shared weights, what the optimizer remembers and the like, in an order that is kept
 * @param numbers steps taken, positions in data and random sequences, and the like
 */
public record SupernetState(Map<String, WeightArray> arrays, Map<String, Long> numbers) {

  /** Copies the maps, not the arrays. */
  public SupernetState {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /**
   * A number that must be there.
   *
   * @param name of the number
   * @return its value
   * @throws IllegalArgumentException if it is missing
   */
  public long number(String name) {
    Long value = numbers.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The state has no number [" + name + "].\nMaybe it is of a supernet of another kind.");
    }
    return value;
  }
}
