package org.nas4j.strategy.uct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.InfeasibleException;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

/** What was published keeps the contract, and leaves what cannot be built. */
class UctPresetsTest {

  private static final List<Uct> PRESETS = List.of(
      Uct.kocsis(),
      Uct.deepArchitect(),
      Uct.deepArchitect().toBuilder().bisected(Uct.Bisection.ALL).build(),
      Uct.deepArchitectGuided());

  /** Of which the first option of the first question leads nowhere. */
  private static final SearchSpace<Integer> BARRED = choices -> {
    Decision<Integer> digit = Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    int first = choices.pick(digit);
    int second = choices.pick(digit);
    if (first == 0) {
      throw new InfeasibleException("zero", "The first digit is [0].");
    }
    return 10 * first + second;
  };

  @Test
  void proposesNothingAgainThatCannotBeBuilt() {
    for (Uct preset : PRESETS) {
      for (SearchSpace<?> space : List.of(BARRED, ToySpaces.partlyInfeasible())) {
        List<Genotype> rejected = new ArrayList<>();
        for (Trial trial : Searches.run(preset, space, (genotype, random) -> 0.5, 700, 1, 3)) {
          if (trial.outcome() instanceof Outcome.Rejected) {
            rejected.add(trial.genotype());
          }
        }
        assertThat(rejected).as("%s", preset.settings()).isNotEmpty().doesNotHaveDuplicates();
      }
    }
  }

  /** It was 9 of 1,016 in the first version. */
  @Test
  void evaluatesMostOfWhatItProposes() {
    for (Uct preset : List.of(Uct.kocsis(), Uct.deepArchitect())) {
      long evaluated = Searches.run(preset, BARRED, (genotype, random) -> 0.5, 1_016, 1, 3).stream()
          .filter(trial -> trial.outcome() instanceof Outcome.Scored)
          .count();
      assertThat(evaluated).isGreaterThanOrEqualTo(1_006);
    }
  }

  /** Then there is nothing to propose, rather than an arm that is no arm. */
  @Test
  void endsWhenNothingAtAllCanBeBuilt() {
    SearchSpace<Integer> space = choices -> {
      choices.pick(Decision.of("which", 0, 1, 2));
      throw new InfeasibleException("none", "Nothing can be built.");
    };
    assertThat(Searches.run(Uct.kocsis(), space, (genotype, random) -> 0, 100, 1, 3))
        .hasSize(3);
  }

  /** A search on shared weights withdraws most proposals, which may come again. */
  @Test
  void whatWasWithdrawnAndCanBeBuiltMayComeAgain() {
    Controller controller = Uct.kocsis().open(Searches.context(ToySpaces.grid(1, 2), 3));
    Set<Genotype> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Genotype genotype =
          controller.propose(Seeds.random(3, i, "propose")).orElseThrow().genotype();
      seen.add(genotype);
      controller.withdraw(genotype);
    }
    assertThat(seen).hasSize(2);
  }

  @Nested
  class Kocsis extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.kocsis();
    }
  }

  @Nested
  class DeepArchitect extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.deepArchitect();
    }
  }

  @Nested
  class DeepArchitectGuided extends ControllerContract {
    @Override
    protected SearchStrategy strategy() {
      return Uct.deepArchitectGuided();
    }
  }
}
