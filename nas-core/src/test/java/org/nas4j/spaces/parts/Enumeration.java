package org.nas4j.spaces.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/** Brute force: every candidate of a space, by counting up the answers like an odometer. */
final class Enumeration {

  private Enumeration() {}

  static <A> List<Build<A>> of(SearchSpace<A> space) {
    return all(space, null);
  }

  /** How many ways there are to answer up to a decision, which is not counted. */
  static long count(SearchSpace<?> space, String upTo) {
    return all(space, upTo).size();
  }

  private static <A> List<Build<A>> all(SearchSpace<A> space, String upTo) {
    List<Build<A>> found = new ArrayList<>();
    Set<Genotype> seen = new HashSet<>();
    int[] next = {};
    while (true) {
      int[] script = next;
      List<int[]> asked = new ArrayList<>();
      boolean[] open = {true};
      Build<A> build = space.sample(point -> {
        open[0] &= !point.decision().name().equals(upTo);
        int choice = point.index() < script.length ? script[point.index()] : 0;
        if (open[0]) {
          asked.add(new int[] {choice, point.legalCount()});
        }
        return point.legalOption(choice);
      });
      if (!seen.add(build.genotype())) {
        throw new AssertionError("The same candidate twice: " + build.genotype());
      }
      found.add(build);
      int last = asked.size() - 1;
      while (last >= 0 && asked.get(last)[0] + 1 == asked.get(last)[1]) {
        last--;
      }
      if (last < 0) {
        return found;
      }
      next = asked.subList(0, last + 1).stream().mapToInt(each -> each[0]).toArray();
      next[last]++;
      next = Arrays.copyOf(next, last + 1);
    }
  }
}
