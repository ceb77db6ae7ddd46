package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** Four digits from 0 to 2, each 2 worth a quarter. */
class GuidanceTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(4, 3);

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);

  private static double worth(Genotype genotype) {
    return genotype.genes().stream().filter(gene -> gene.option() == 2).count() / 4.0;
  }

  private static Genotype drawn(int seed) {
    return SPACE.sample(Chooser.uniform(new SplittableRandom(seed))).genotype();
  }

  /** All but the best, so that the surrogate must foretell it. */
  private void tell(Controller controller, int trials) {
    for (int seed = 0; seed < trials; seed++) {
      Genotype genotype = drawn(seed);
      if (worth(genotype) < 1) {
        run.tell(controller, genotype, worth(genotype));
      }
    }
  }

  /** Without sharing, so that the tree itself knows little. */
  private Controller guided(int start) {
    return Uct.builder()
        .sharing(0)
        .guide(new Uct.Guide(300, 0, start, 1, 1e-3))
        .build()
        .open(run);
  }

  private Genotype next(Controller controller) {
    return controller.propose(run.random("next")).orElseThrow().genotype();
  }

  /** The worth of an answer is the same wherever it stands, which the surrogate can learn. */
  @Test
  void proposesWhatTheSurrogateExpectsMostOf() {
    Controller controller = guided(10);
    tell(controller, 40);
    Genotype best = next(controller);
    assertThat(worth(best)).isEqualTo(1);
    // It waits for that trial, and goes on with the second best.
    assertThat(worth(next(controller))).isEqualTo(0.75);
  }

  /** As the tree alone does, draw by draw. */
  @Test
  void leavesTheTreeAloneBeforeItsStart() {
    Controller alone = Uct.builder().sharing(0).guided(false).build().open(run);
    tell(alone, 40);
    Genotype expected = next(alone);
    Controller late = guided(100);
    tell(late, 40);
    assertThat(next(late)).isEqualTo(expected);
    assertThat(worth(expected)).isLessThan(1);
  }

  /** A rejected candidate is as if it had never been proposed, not as if it had failed. */
  @Test
  void rejectedTrialsCountForNothing() {
    Controller rejected = Uct.builder().guided(false).build().open(run);
    Controller withdrawn = Uct.builder().guided(false).build().open(run);
    tell(rejected, 10);
    tell(withdrawn, 10);
    for (int i = 0; i < 12; i++) {
      Genotype one = rejected.propose(run.random("draw " + i)).orElseThrow().genotype();
      Genotype other = withdrawn.propose(run.random("draw " + i)).orElseThrow().genotype();
      assertThat(one).as("proposal %s", i).isEqualTo(other);
      rejected.observe(
          new Trial(
              i,
              one,
              OptionalLong.empty(),
              new Outcome.Rejected("too large", "larger than may be"),
              Duration.ZERO,
              OptionalLong.empty()),
          run.random("observe"));
      withdrawn.withdraw(other);
    }
  }
}
