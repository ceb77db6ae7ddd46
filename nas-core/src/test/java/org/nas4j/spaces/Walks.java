package org.nas4j.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;

/** Walks through spaces: at random, along given answers, and all of them. */
public final class Walks {

  private Walks() {}

  /** Builds from uniform answers, and sees that the genotype builds the same again. */
  public static <A> void random(SearchSpace<A> space, int times, Consumer<Build<A>> check) {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < times; i++) {
      Build<A> sample = space.sample(Chooser.uniform(random));
      if (i % 100 == 0) {
        assertThat(space.replay(sample.genotype()).architecture()).isEqualTo(sample.architecture());
      }
      check.accept(sample);
    }
  }

  /** Builds from options in their order. */
  public static <A> Build<A> along(SearchSpace<A> space, int... options) {
    Build<A> sample = space.sample(point -> options[point.index()]);
    assertThat(sample.points()).as("answers used").hasSize(options.length);
    return sample;
  }

  /** Visits every sequence of answers. */
  public static <A> long all(SearchSpace<A> space, Consumer<Build<A>> visit) {
    long count = 0;
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[0]);
    while (!open.isEmpty()) {
      int[] prefix = open.pop();
      Build<A> sample = space.sample(
          point -> point.index() < prefix.length ? prefix[point.index()] : point.legalOption(0));
      count++;
      visit.accept(sample);
      int[] options =
          sample.genotype().genes().stream().mapToInt(gene -> gene.option()).toArray();
      for (int i = prefix.length; i < options.length; i++) {
        for (int k = 1; k < sample.points().get(i).legalCount(); k++) {
          int[] branch = IntStream.range(0, i + 1).map(j -> options[j]).toArray();
          branch[i] = sample.points().get(i).legalOption(k);
          open.push(branch);
        }
      }
    }
    return count;
  }

  /** Every node but the outputs is read. */
  public static void assertNothingUnused(Architecture architecture) {
    Set<String> read = new HashSet<>(Set.of(architecture.output()));
    architecture.nodes().forEach(node -> read.addAll(node.inputs()));
    assertThat(read).containsAll(architecture.nodes().stream().map(Node::name).toList());
  }
}
