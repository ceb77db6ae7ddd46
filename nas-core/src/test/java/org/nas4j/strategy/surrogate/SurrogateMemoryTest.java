package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.differences;
import static org.nas4j.strategy.LearningRun.next;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Controller;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.FirstDraws;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** What a surrogate search counts, forgets and takes for granted: by twins told the same. */
class SurrogateMemoryTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(6, 5);

  /** Nothing but neighbours of the best trial. */
  private static final SurrogateSearch NEAR =
      SurrogateSearch.builder().initial(4).parents(1).candidates(2).build();

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);

  /** After four random ones of which the second is the best, a neighbour of it. */
  @Test
  void mutatesTheBestAfterTheRandomOnes() {
    Controller controller = NEAR.open(run);
    List<Genotype> trials = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Genotype next = next(controller, i);
      assertThat(trials).noneMatch(each -> differences(each, next) < 3);
      trials.add(next);
      run.tell(controller, next, i == 1 ? 1 : 0);
    }
    assertThat(differences(trials.get(1), next(controller, 4))).isEqualTo(1);
  }

  @Test
  void rejectionsAndDuplicatesTeachNothing() {
    FirstDraws.assertRejectionsAndDuplicatesTeachNothing(NEAR);
  }

  /** What is proposed after five trials, of which the last may have failed. */
  private List<Genotype> afterFive(OptionalDouble last) {
    Controller controller =
        SurrogateSearch.builder().initial(5).candidates(40).build().open(run);
    for (int i = 0; i < 5; i++) {
      Genotype next = next(controller, i);
      if (i < 4) {
        run.tell(controller, next, 2 + i);
      } else if (last.isPresent()) {
        run.tell(controller, next, last.getAsDouble());
      } else {
        run.tellFailure(controller, next);
      }
    }
    return List.of(next(controller, 5), next(controller, 6), next(controller, 7));
  }

  @Test
  void failuresCountAsTheWorstSeen() {
    assertThat(afterFive(OptionalDouble.empty()))
        .isEqualTo(afterFive(OptionalDouble.of(2)))
        .isNotEqualTo(afterFive(OptionalDouble.of(9)));
  }

  /** As if they had never been proposed. */
  @Test
  void withdrawnOnesAreForgotten() {
    List<Genotype> untouched = afterWithdrawals(0);
    assertThat(afterWithdrawals(3)).isEqualTo(untouched);
  }

  private List<Genotype> afterWithdrawals(int count) {
    Controller controller =
        SurrogateSearch.builder().initial(5).candidates(40).build().open(run);
    for (int i = 0; i < 8; i++) {
      run.tell(controller, next(controller, i), i % 3);
    }
    List<Genotype> withdrawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      withdrawn.add(next(controller, 20 + i));
    }
    withdrawn.forEach(controller::withdraw);
    return List.of(next(controller, 20), next(controller, 21), next(controller, 22));
  }

  @Test
  void triesFiftyTimesToDrawSomethingNew() {
    FirstDraws.assertTriesFiftyTimesToDrawSomethingNew(
        SurrogateSearch.builder().initial(9).build());
  }

  @Test
  void recipeStartsAgainFromItsOwnSettings() {
    assertThat(NEAR.toBuilder().build().settings())
        .isEqualTo(NEAR.settings())
        .containsEntry("initial", "4")
        .containsEntry("parents", "1");
  }
}
