package org.nas4j.firstversion;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.nas.RecurrentCell;

/** What comes out of a space by a seed, and what is compared of it. */
final class Samples {

  private Samples() {}

  /** The first seeds, from 1, by which something can be built. */
  static List<Long> seeds(SearchSpace<?> space, int count) {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seeds.size() < count; seed++) {
      if (attempt(space, seed).isFeasible()) {
        seeds.add(seed);
      }
    }
    return seeds;
  }

  static <A> Build<A> attempt(SearchSpace<A> space, long seed) {
    return space.sample(Chooser.uniform(new SplittableRandom(seed)));
  }

  /** A recurrent cell in words that do not depend on the names of its types. */
  static String text(Object cell) {
    if (cell instanceof EnasRecurrentCell enas) {
      return enas.nodes().stream()
          .map(node -> node.previous() + " " + node.activation().name())
          .collect(Collectors.joining(", ", enas.mode().name() + ": ", ""));
    }
    RecurrentCell nas = (RecurrentCell) cell;
    return nas.nodes().stream().map(Samples::text).collect(Collectors.joining(", "))
        + "; " + text(nas.injection())
        + " at " + nas.cellInput()
        + " from " + nas.cellOutput();
  }

  private static String text(RecurrentCell.Merge merge) {
    return merge.combination().name() + " " + merge.activation().name();
  }

  /**
   * All that matters of a trial, in a line: what an asynchronous run is compared with, which does
   * not repeat.
   */
  static String line(Trial trial) {
    return trial.id() + " " + trial.genotype().code() + " "
        + trial.outcome().getClass().getSimpleName() + " "
        + trial.outcome().reward().stream()
            .mapToObj(Double::toString)
            .findFirst()
            .orElse("-")
        + " " + trial.duplicateOf().orElse(-1);
  }
}
