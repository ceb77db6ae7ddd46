package org.nas4j.strategy.nsga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;
import static org.nas4j.testkit.RecipeAssert.assertThatSettingsAreWhole;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class Nsga2Test extends ControllerContract {

  private static final Constraint SMALL = new Constraint(Metric.PARAMETERS, Limit.atMost(15));

  private final SplittableRandom random = new SplittableRandom(7);

  @Override
  protected SearchStrategy strategy() {
    return TwoObjectives.told(Nsga2.builder(TwoObjectives.BOTH).build());
  }

  private static Survivors survivors(int population, boolean steady) {
    return new Survivors(
        new Nsga2Settings(TwoObjectives.BOTH, List.of(), population, 0.9, 1, steady));
  }

  private static Member at(double one, double other) {
    return beyond(0, one, other);
  }

  private static Member beyond(double violation, double... losses) {
    return new Member(Genotype.EMPTY, losses, violation);
  }

  @Test
  void dominatedOnesLeaveFirst() {
    Survivors survivors = survivors(3, true);
    Member dominated = at(6, 6);
    List<Member> front = List.of(at(0, 10), at(10, 0), at(5, 5));
    survivors.add(dominated);
    front.forEach(survivors::add);
    assertThat(survivors.living()).containsExactlyElementsOf(front);
  }

  /** The second is 0.5 + 0.5 from its neighbours, the third 0.9 + 0.9. */
  @Test
  void theMostCrowdedLeavesAFront() {
    Survivors survivors = survivors(3, true);
    Member crowded = at(1, 9);
    List<Member> others = List.of(at(0, 10), at(5, 5), at(10, 0));
    survivors.add(crowded);
    others.forEach(survivors::add);
    assertThat(survivors.living()).containsExactlyElementsOf(others);
  }

  @Test
  void constraintsComeBeforeObjectives() {
    Survivors survivors = survivors(3, true);
    Member far = beyond(2, 0, 0);
    Member near = beyond(0.5, 1, 1);
    Member dominated = at(9, 9);
    Member good = at(8, 8);
    List.of(far, near, dominated).forEach(survivors::add);
    assertThat(survivors.ranks()[2])
        .isLessThan(survivors.ranks()[1])
        .isLessThan(survivors.ranks()[0]);
    survivors.add(good);
    assertThat(survivors.living()).containsExactly(near, dominated, good);
  }

  @Test
  void generationMeetsItsParentsWhenItIsComplete() {
    Survivors survivors = survivors(2, false);
    Member one = at(5, 5);
    Member other = at(6, 6);
    Member child = at(1, 1);
    List.of(one, other, child).forEach(survivors::add);
    assertThat(survivors.living()).containsExactly(one, other);
    survivors.add(at(7, 7));
    assertThat(survivors.living()).containsExactly(one, child);
  }

  @Test
  void theBetterOfTwoIsParent() {
    Survivors survivors = survivors(2, true);
    Member better = at(1, 1);
    survivors.add(at(2, 2));
    survivors.add(better);
    long[] chosen = new long[2];
    for (int i = 0; i < 4_000; i++) {
      chosen[survivors.parent(random) == better ? 0 : 1]++;
    }
    assertThatCounts(chosen).follow(0.75, 0.25);
  }

  @Test
  void childHasEachAnswerFromAParentWhereNothingChanges() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(6, 4);
    Genotype one = space.sample(point -> point.index() % 4).walk().genotype();
    Genotype other = space.sample(point -> 3 - point.index() % 4).walk().genotype();
    long[] fromFirst = new long[2];
    for (int i = 0; i < 2_000; i++) {
      Genotype child =
          space.sample(new Inheriting(List.of(one, other), 0, random)).walk().genotype();
      for (int gene = 0; gene < 6; gene++) {
        boolean first = child.genes().get(gene).equals(one.genes().get(gene));
        assertThat(first || child.genes().get(gene).equals(other.genes().get(gene)))
            .isTrue();
        fromFirst[first ? 0 : 1]++;
      }
    }
    assertThatCounts(fromFirst).areUniform();
  }

  @Test
  void changeTakesEachOtherOptionAlike() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(1, 5);
    Genotype parent = space.sample(point -> 2).walk().genotype();
    long[] taken = new long[5];
    for (int i = 0; i < 4_000; i++) {
      Inheriting always = new Inheriting(List.of(parent), 1, random);
      taken[space.sample(always).walk().genotype().genes().get(0).option()]++;
    }
    assertThat(taken[2]).isZero();
    assertThatCounts(new long[] {taken[0], taken[1], taken[3], taken[4]}).areUniform();
  }

  @Tag("comparison")
  @Test
  void findsMoreOfTheFrontThanRandomSearch() {
    for (long seed = 0; seed < 5; seed++) {
      double byChance = TwoObjectives.hypervolume(new RandomSearch(), 150, seed);
      for (SearchStrategy each : List.of(
          Nsga2.builder(TwoObjectives.BOTH).build(),
          Nsga2.deb(TwoObjectives.BOTH).toBuilder().population(20).build())) {
        assertThat(TwoObjectives.hypervolume(each, 150, seed))
            .as("%s, seed %s", each.settings(), seed)
            .isGreaterThan(byChance);
      }
    }
  }

  @Test
  void constraintLeadsTheSearchToWhatKeepsIt() {
    SearchStrategy small = Nsga2.builder(TwoObjectives.BOTH).constraint(SMALL).build();
    List<Trial> trials = TwoObjectives.search(small, 150, 1).trials();
    long kept = trials.subList(100, 150).stream()
        .filter(trial -> SMALL.isMet(trial.outcome().figures().orElseThrow()))
        .count();
    assertThat(kept).as("of 50, of which 1 would by chance").isGreaterThan(25);
  }

  @Test
  void proposesNothingTwiceWhileThereIsSomethingNew() {
    List<Trial> trials =
        TwoObjectives.search(Nsga2.builder(TwoObjectives.BOTH).build(), 300, 2).trials();
    assertThat(trials.stream().map(Trial::genotype)).doesNotHaveDuplicates();
  }

  @Test
  void tellsAllSettings() {
    assertThatSettingsAreWhole(
        Nsga2.deb(TwoObjectives.BOTH),
        Map.of(
            "constraint",
            SMALL,
            "population",
            7,
            "crossover",
            0.3,
            "mutation",
            2.0,
            "steady",
            true),
        "objectives");
    assertThat(Nsga2.deb(TwoObjectives.BOTH).settings())
        .containsEntry("objectives", "maximize validationAccuracy, minimize parameters")
        .containsEntry("population", "100")
        .containsEntry("crossover", "0.9")
        .containsEntry("steady", "false");
  }

  @Test
  void aChangedRecipeKeepsItsConstraints() {
    Nsga2 small = Nsga2.builder(TwoObjectives.BOTH).constraint(SMALL).build();
    assertThat(small.toBuilder().build().settings()).isEqualTo(small.settings());
    assertThat(small.settings().get("constraint")).contains("15");
  }

  /**
   * Of two parents that differ in all of twenty answers, whose child is neither: by crossover it
   * has about ten from each, without it is a parent with few changes.
   */
  @Test
  void crossoverMixesTwoParents() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(20, 2);
    for (int seed = 0; seed < 20; seed++) {
      assertThat(fromSecondParent(space, 1, seed)).isBetween(3L, 17L);
      assertThat(Math.min(fromSecondParent(space, 0, seed), 20 - fromSecondParent(space, 0, seed)))
          .isLessThan(6);
    }
  }

  private static long fromSecondParent(
      SearchSpace<List<Integer>> space, double crossover, int seed) {
    LearningRun<List<Integer>> run = new LearningRun<>(space, seed);
    Controller controller = Nsga2.builder(TwoObjectives.BOTH)
        .population(2)
        .crossover(crossover)
        .mutation(0)
        .build()
        .open(run);
    for (int option = 0; option < 2; option++) {
      int each = option;
      Genotype genotype = space.sample(point -> each).genotype();
      Evaluation figures = Evaluation.of(Metric.VALIDATION_ACCURACY, option / 2.0)
          .with(Metric.PARAMETERS, 10 + option);
      controller.observe(
          new Trial(
              option,
              genotype,
              OptionalLong.empty(),
              new Outcome.Scored(option, figures),
              Duration.ZERO,
              OptionalLong.empty()),
          run.random("observe"));
    }
    Genotype child = controller.propose(run.random("propose")).orElseThrow().genotype();
    return child.genes().stream().filter(gene -> gene.option() == 1).count();
  }

  @Test
  void refusesSettingsThatCannotBe() {
    Nsga2.Builder builder = Nsga2.builder(TwoObjectives.BOTH);
    assertThatThrownBy(() -> builder.population(1)).hasMessageContaining("[1]");
    assertThatThrownBy(() -> builder.crossover(1.5)).hasMessageContaining("[1.5]");
    assertThatThrownBy(() -> builder.mutation(-1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> Nsga2.builder(null)).hasMessageContaining("objectives");
  }
}
