package org.nas4j.auto;

import java.util.List;
import org.nas4j.data.Dataset;
import org.nas4j.data.Table;

/** Which examples judge, and are not trained on until the choice is made. */
sealed interface HeldOut {

  /** Some at random, each class in its share. */
  record AtRandom() implements HeldOut {}

  /** The last ones, since the examples are in the order of time. */
  record TheLast() implements HeldOut {}

  /**
   * Whole groups at random.
   *
   * @param keys the group of each example
   */
  record Groups(List<String> keys) implements HeldOut {

    /** Copies. */
    public Groups {
      keys = List.copyOf(keys);
    }

    /** Whose they are, not all of them. */
    @Override
    public String toString() {
      return "Groups[" + keys.stream().distinct().count() + " of " + keys.size() + " examples]";
    }
  }

  /**
   * Whole groups at random.
   *
   * @param name of the column that tells the group of a row
   */
  record GroupColumn(String name) implements HeldOut {}

  /**
   * The user's own.
   *
   * @param data no example of which is trained on
   */
  record Examples(Dataset data) implements HeldOut {}

  /**
   * The user's own.
   *
   * @param table no row of which is trained on
   */
  record Rows(Table table) implements HeldOut {}
}
