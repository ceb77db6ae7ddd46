package org.nas4j.strategy.scalarized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Controller;
import org.nas4j.search.Proposal;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.uct.Uct;
import org.nas4j.testkit.ControllerContract;

class ScalarizedTest extends ControllerContract {

  private static final SearchStrategy EVOLUTION = Evolution.builder().build();

  @Override
  protected SearchStrategy strategy() {
    return TwoObjectives.told(Scalarized.of(EVOLUTION, TwoObjectives.BOTH));
  }

  /** Halves, quarters, eighths: the digits of 1, 2, 3, … behind the point in reverse. */
  @Test
  void weightsOfTwoObjectivesFillTheGapsEvenly() {
    double[] expected = {1 / 2.0, 1 / 4.0, 3 / 4.0, 1 / 8.0, 5 / 8.0};
    for (int k = 0; k < expected.length; k++) {
      assertThat(ScalarizedController.weights(k, 2)).containsExactly(expected[k], 1 - expected[k]);
    }
  }

  @Test
  void weightsOfThreeObjectivesAddUp() {
    double[] sums = new double[3];
    for (int k = 0; k < 1_000; k++) {
      double[] weights = ScalarizedController.weights(k, 3);
      assertThat(weights).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(weights[i]).isNotNegative();
        sums[i] += weights[i] / 1_000;
      }
    }
    assertThat(sums).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(0.01));
  }

  /** In the ranges of the trials so far, by hand: the first trial is its own range and costs 0. */
  @Test
  void tellsTheWorstOfTheWeightedObjectives() {
    List<Double> told = new ArrayList<>();
    SearchStrategy spy = context -> {
      Controller random = new RandomSearch().open(context);
      return new Controller() {
        @Override
        public Optional<Proposal> propose(RandomGenerator generator) {
          return random.propose(generator);
        }

        @Override
        public void observe(Trial trial, RandomGenerator generator) {
          told.add(trial.outcome().reward().orElseThrow());
        }
      };
    };
    List<Trial> trials = TwoObjectives.search(
            Scalarized.builder(spy, TwoObjectives.BOTH).rho(0).period(100).build(), 2, 5)
        .trials();
    assertThat(told.get(0)).isZero();
    double[] first = TwoObjectives.BOTH.losses(trials.get(0).outcome().figures().orElseThrow());
    double[] second =
        TwoObjectives.BOTH.losses(trials.get(1).outcome().figures().orElseThrow());
    boolean worse = second[0] > first[0] || second[1] > first[1];
    assertThat(told.get(1)).isEqualTo(worse ? -0.5 : 0.0);
  }

  @Test
  void findsMoreOfTheFrontThanItsMethodAlone() {
    double alone = 0;
    double scalarized = 0;
    SearchStrategy uct = Uct.builder().build();
    for (long seed = 0; seed < 3; seed++) {
      alone += TwoObjectives.hypervolume(uct, 150, seed);
      scalarized += TwoObjectives.hypervolume(Scalarized.of(uct, TwoObjectives.BOTH), 150, seed);
    }
    assertThat(scalarized).isGreaterThan(alone);
  }

  @Test
  void tellsItsSettingsAndThoseOfItsMethod() {
    Scalarized recipe =
        Scalarized.builder(EVOLUTION, TwoObjectives.BOTH).period(7).build();
    assertThat(recipe.settings())
        .containsEntry("period", "7")
        .containsEntry("rho", "0.05")
        .containsEntry("of", "Evolution")
        .containsEntry("objectives", TwoObjectives.BOTH.toString());
    EVOLUTION
        .settings()
        .forEach((name, value) -> assertThat(recipe.settings()).containsEntry("of." + name, value));
    assertThat(recipe.toBuilder().build().settings()).isEqualTo(recipe.settings());
  }

  @Test
  void refusesSettingsThatCannotBe() {
    Scalarized.Builder builder = Scalarized.builder(EVOLUTION, TwoObjectives.BOTH);
    assertThatThrownBy(() -> builder.period(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> builder.rho(-1)).hasMessageContaining("[-1.0]");
  }
}
