package org.nas4j.examples.auto;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.data.Table;

/** Rows that are kept for the end, and those that are learned from. */
final class TestRows {

  private TestRows() {}

  /**
   * Divides as the search does: by time, by groups, or at random.
   *
   * @param held about how many are for the test
   * @param groups name of the column that tells groups; null if there are none
   * @return the test rows, then the others
   */
  static List<Table> of(Table all, int held, boolean inOrderOfTime, String groups, long seed) {
    if (inOrderOfTime) {
      int from = all.size() - held;
      return List.of(
          all.subset(IntStream.range(from, all.size()).toArray()),
          all.subset(IntStream.range(0, from).toArray()));
    }
    SplittableRandom random = new SplittableRandom(seed);
    return groups == null ? all.split(held, random) : byGroups(all, held, groups, random);
  }

  private static List<Table> byGroups(Table all, int held, String column, SplittableRandom random) {
    List<String> keys = all.cells(column);
    List<String> left = new ArrayList<>(new HashSet<>(keys));
    left.sort(null);
    Set<String> test = new HashSet<>();
    while (left.size() > 1 && keys.stream().filter(test::contains).count() < held) {
      test.add(left.remove(random.nextInt(left.size())));
    }
    return List.of(rows(all, keys, test, true), rows(all, keys, test, false));
  }

  private static Table rows(Table all, List<String> keys, Set<String> test, boolean isTest) {
    return all.subset(IntStream.range(0, all.size())
        .filter(i -> test.contains(keys.get(i)) == isTest)
        .toArray());
  }
}
