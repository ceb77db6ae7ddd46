package org.nas4j.strategy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class LocalSearchTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return LocalSearch.builder().build();
  }

  /**
   * The digits of each trial, with the product of the distances from two peaks as what is climbed.
   */
  private static List<Trial> climb(int starts, int trials) {
    return NasSearch.builder(ToySpaces.grid(3, 6))
        .strategy(LocalSearch.builder().starts(starts).build())
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, height(candidate.architecture())))
        .stopAfter(StopRule.trials(trials))
        .lookahead(1)
        .seed(4)
        .run()
        .trials();
  }

  private static double height(List<Integer> digits) {
    int sum = digits.stream().mapToInt(each -> each).sum();
    return digits.stream().allMatch(each -> each == 0) ? 100 : sum;
  }

  /** All are known, before the climb and where it is at its end: fifty are drawn. */
  @Test
  void triesFiftyTimesToDrawSomethingNew() {
    LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(2, 2), 1);
    Controller controller = LocalSearch.builder().starts(9).build().open(run);
    for (int i = 0; i < 4; i++) {
      controller.propose(new SplittableRandom(i));
    }
    long before = run.walks();
    controller.propose(new SplittableRandom(4));
    assertThat(run.walks() - before).isEqualTo(50);
  }

  @Test
  void settingsAreWhatWasSet() {
    assertThat(LocalSearch.white().settings()).containsEntry("starts", "1");
    assertThat(LocalSearch.builder().starts(3).build().toBuilder().build().settings())
        .containsEntry("starts", "3");
  }

  @Test
  void movesToTheFirstBetterNeighbourAndStartsAgainAtTheTop() {
    List<Trial> trials = climb(1, 200);
    List<Integer> restarts = new ArrayList<>();
    Trial place = trials.get(0);
    for (Trial trial : trials.subList(1, trials.size())) {
      if (differences(trial, place) > 1) {
        restarts.add((int) trial.id());
        place = trial;
      } else if (reward(trial) > reward(place)) {
        place = trial;
      }
    }
    assertThat(restarts).isNotEmpty();
    assertThat(restarts.get(0)).isGreaterThan(15);
    assertThat(trials.stream().map(Trial::genotype)).doesNotHaveDuplicates();
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElseThrow();
  }

  private static int differences(Trial one, Trial other) {
    int differences = 0;
    for (int i = 0; i < one.genotype().size(); i++) {
      boolean same =
          one.genotype().genes().get(i).equals(other.genotype().genes().get(i));
      differences += same ? 0 : 1;
    }
    return differences;
  }

  @Test
  void findsWhatLiesBehindLocalOptimumInTheEnd() {
    assertThat(climb(10, 216).stream().mapToDouble(LocalSearchTest::reward).max())
        .hasValue(100);
  }

  @Test
  void refusesNoStart() {
    assertThatThrownBy(() -> LocalSearch.builder().starts(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0]");
  }
}
