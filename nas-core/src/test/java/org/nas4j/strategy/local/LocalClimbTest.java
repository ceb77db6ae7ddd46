package org.nas4j.strategy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Controller;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** One climb step by step: from where it starts, which neighbours it tries, and where it goes. */
class LocalClimbTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(5, 3);

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);
  private final SplittableRandom random = new SplittableRandom(3);

  private Genotype proposal(Controller controller) {
    return controller.propose(random).orElseThrow().genotype();
  }

  private static int differences(Genotype one, Genotype other) {
    int differences = 0;
    for (int i = 0; i < one.size(); i++) {
      differences += one.genes().get(i).equals(other.genes().get(i)) ? 0 : 1;
    }
    return differences;
  }

  /**
   * Of three starts the second is best; all its ten neighbours are tried once, and then three
   * others.
   */
  @Test
  void triesAllNeighboursOfTheBestStartAndThenStartsAgain() {
    Controller controller = LocalSearch.builder().starts(3).build().open(run);
    List<Genotype> starts = new ArrayList<>();
    double[] rewards = {0.3, 0.9, 0.5};
    for (double reward : rewards) {
      starts.add(proposal(controller));
      run.tell(controller, starts.get(starts.size() - 1), reward);
    }
    Genotype best = starts.get(1);
    Set<Genotype> tried = new HashSet<>(starts);
    int neighbours =
        10 - (int) starts.stream().filter(each -> differences(each, best) == 1).count();
    for (int i = 0; i < neighbours; i++) {
      Genotype neighbour = proposal(controller);
      assertThat(differences(best, neighbour)).as("neighbour %d", i).isOne();
      assertThat(tried.add(neighbour)).isTrue();
      run.tell(controller, neighbour, 0.9);
    }
    List<Genotype> again = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      again.add(proposal(controller));
      assertThat(tried.add(again.get(i))).isTrue();
      run.tell(controller, again.get(i), i == 0 ? 0.2 : 0.1);
    }
    assertThat(again.stream().mapToInt(each -> differences(best, each)).max().orElse(0))
        .isGreaterThan(1);
    assertThat(differences(again.get(0), proposal(controller)))
        .as("the climb goes on from the best of the second starts, though worse than before")
        .isOne();
  }

  @Test
  void goesToTheFirstBetterNeighbourAtOnce() {
    Controller controller = LocalSearch.white().open(run);
    Genotype place = proposal(controller);
    run.tell(controller, place, 0.1);
    for (int step = 1; step < 6; step++) {
      Genotype worse = proposal(controller);
      assertThat(differences(place, worse)).isOne();
      run.tell(controller, worse, 0.05);
      Genotype better = proposal(controller);
      assertThat(differences(place, better)).isOne();
      run.tell(controller, better, 0.1 + step);
      place = better;
    }
  }
}
