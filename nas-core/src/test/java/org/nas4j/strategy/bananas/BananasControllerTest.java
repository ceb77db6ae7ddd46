package org.nas4j.strategy.bananas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.strategy.LearningRun.differences;
import static org.nas4j.strategy.LearningRun.next;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Controller;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.FirstDraws;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/** When rounds begin, what they are made of, and what is learned from which trials. */
class BananasControllerTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(6, 5);
  private static final Bananas.Training QUICK = new Bananas.Training(3, 1, 8, 40, 0.02, 16);
  private static final Bananas RECIPE =
      Bananas.builder().initial(4).round(1).mutations(1, 1).training(QUICK).build();

  private final LearningRun<List<Integer>> run = new LearningRun<>(SPACE, 1);

  private List<Genotype> initial(Controller controller, int best) {
    List<Genotype> trials = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Genotype next = next(controller, i);
      assertThat(trials).noneMatch(each -> differences(each, next) < 3);
      trials.add(next);
      run.tell(controller, next, i == best ? 1 : 0);
    }
    return trials;
  }

  /** After four random ones each mutates the best trial at the time, that of the one parent. */
  @Test
  void mutatesTheBestAfterTheRandomOnes() {
    Controller controller = RECIPE.open(run);
    Genotype best = initial(controller, 2).get(2);
    for (int i = 4; i < 8; i++) {
      Genotype next = next(controller, i);
      assertThat(differences(best, next)).as("proposal %s", i).isEqualTo(1);
      boolean isBetter = i % 2 == 0;
      run.tell(controller, next, isBetter ? i : -i);
      best = isBetter ? next : best;
    }
  }

  /** Three mutations of the best make a round, which a better trial does not change. */
  @Test
  void roundsAreKeptToTheirEnd() {
    Controller controller = RECIPE.toBuilder().round(3).mutations(1, 30).build().open(run);
    Genotype first = initial(controller, 2).get(2);
    Genotype best = null;
    for (int i = 0; i < 3; i++) {
      Genotype next = next(controller, i);
      assertThat(differences(first, next)).as("proposal %s", i).isEqualTo(1);
      run.tell(controller, next, 5 - i);
      best = i == 0 ? next : best;
    }
    assertThat(differences(best, next(controller, 3))).isEqualTo(1);
  }

  /** The first answer is all that counts: no round changes it, though mutations do. */
  @Test
  void predictorsPreferWhatWasGood() {
    Controller controller = Bananas.builder()
        .initial(30)
        .round(10)
        .mutations(5, 60)
        .training(QUICK)
        .build()
        .open(run);
    for (int i = 0; i < 30; i++) {
      Genotype next = next(controller, i);
      run.tell(controller, next, next.genes().get(0).option() == 2 ? 1 : 0);
    }
    List<Integer> firstAnswers = new ArrayList<>();
    for (int i = 30; i < 60; i++) {
      Genotype next = next(controller, i);
      firstAnswers.add(next.genes().get(0).option());
      run.tell(controller, next, next.genes().get(0).option() == 2 ? 1 : 0);
    }
    assertThat(firstAnswers).containsOnly(2);
  }

  /** What is proposed after four trials, of which some may have failed. */
  private List<Genotype> after(OptionalDouble... rewards) {
    Controller controller = RECIPE.toBuilder().round(5).mutations(4, 40).build().open(run);
    for (int i = 0; i < 4; i++) {
      Genotype next = next(controller, i);
      if (rewards[i].isPresent()) {
        run.tell(controller, next, rewards[i].getAsDouble());
      } else {
        run.tellFailure(controller, next);
      }
    }
    List<Genotype> after = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      after.add(next(controller, seed));
    }
    return after;
  }

  private static OptionalDouble of(double reward) {
    return OptionalDouble.of(reward);
  }

  @Test
  void failuresCountAsTheWorstSeen() {
    OptionalDouble none = OptionalDouble.empty();
    assertThat(after(of(3), none, of(2), of(7)))
        .isEqualTo(after(of(3), of(2), of(2), of(7)))
        .isNotEqualTo(after(of(3), of(0), of(2), of(7)))
        .isNotEqualTo(after(of(3), of(7), of(2), of(7)));
    assertThat(after(none, none, none, none)).isEqualTo(after(of(0), of(0), of(0), of(0)));
  }

  @Test
  void rejectionsAndDuplicatesTeachNothing() {
    FirstDraws.assertRejectionsAndDuplicatesTeachNothing(RECIPE);
  }

  /** What another search has tried meanwhile leaves the round. */
  @Test
  void roundLosesWhatIsObserved() {
    Controller controller = RECIPE.toBuilder().round(4).mutations(1, 40).build().open(run);
    Controller twin = RECIPE.toBuilder().round(4).mutations(1, 40).build().open(run);
    initial(controller, 1);
    initial(twin, 1);
    List<Genotype> round = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      round.add(next(twin, i));
    }
    assertThat(next(controller, 0)).isEqualTo(round.get(0));
    run.tell(controller, round.get(1), 0);
    assertThat(next(controller, 1)).isEqualTo(round.get(2));
  }

  /** Eight candidates: each once; what was withdrawn, again. */
  @Test
  void proposesNothingTwiceUnlessItWasWithdrawn() {
    LearningRun<List<Integer>> small = new LearningRun<>(ToySpaces.grid(3, 2), 1);
    Controller controller = RECIPE.toBuilder().initial(6).build().open(small);
    Set<Genotype> proposed = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      Genotype next = next(controller, i);
      assertThat(proposed.add(next)).as("proposal %s", i).isTrue();
      small.tell(controller, next, i);
    }
    Genotype withdrawn = proposed.iterator().next();
    controller.withdraw(withdrawn);
    assertThat(next(controller, 9)).isEqualTo(withdrawn);
  }

  @Test
  void triesFiftyTimesToDrawSomethingNew() {
    FirstDraws.assertTriesFiftyTimesToDrawSomethingNew(
        RECIPE.toBuilder().initial(9).build());
  }

  @Test
  void proposesOnlyWhatCanBeBuilt() {
    FirstDraws.assertProposesOnlyWhatCanBeBuilt(RECIPE);
  }
}
