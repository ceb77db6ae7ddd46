package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.differences;
import static org.nas4j.strategy.LearningRun.next;

import java.util.OptionalDouble;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.SearchStrategy;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** What strategies have to do that draw so many candidates first, and then learn from them. */
public final class FirstDraws {

  private FirstDraws() {}

  /**
   * Neither counts among the first four, so that the next one is random still: far from the best.
   */
  public static void assertRejectionsAndDuplicatesTeachNothing(SearchStrategy fourFirst) {
    LearningRun<?> run = new LearningRun<>(ToySpaces.grid(6, 5), 1);
    Controller controller = fourFirst.open(run);
    Genotype first = next(controller, 0);
    run.tell(controller, first, 1);
    for (int i = 1; i < 4; i++) {
      run.tell(controller, next(controller, i), new Outcome.Rejected("too large", ""));
      run.tellDuplicate(
          controller, first, new Outcome.Failed("out of memory", "", OptionalDouble.empty()));
    }
    assertThat(differences(first, next(controller, 5))).isGreaterThan(2);
  }

  /** All four are known: fifty are drawn, and the last is proposed again. */
  public static void assertTriesFiftyTimesToDrawSomethingNew(SearchStrategy moreThanFourFirst) {
    LearningRun<?> all = new LearningRun<>(ToySpaces.grid(2, 2), 1);
    Controller controller = moreThanFourFirst.open(all);
    for (int i = 0; i < 4; i++) {
      next(controller, i);
    }
    long before = all.walks();
    next(controller, 4);
    assertThat(all.walks() - before).isEqualTo(50);
  }

  /** Of the candidates of the space more than one in three cannot be built. */
  public static void assertProposesOnlyWhatCanBeBuilt(SearchStrategy strategy) {
    SearchSpace<Integer> space = ToySpaces.partlyInfeasible();
    LearningRun<Integer> part = new LearningRun<>(space, 1);
    for (int seed = 0; seed < 200; seed++) {
      Genotype next = next(strategy.open(part), seed);
      assertThat(space.replay(next).walk().isFeasible()).isTrue();
    }
  }
}
