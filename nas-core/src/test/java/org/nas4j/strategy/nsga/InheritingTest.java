package org.nas4j.strategy.nsga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.testkit.DistributionAssert.assertThatCounts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.GivenChances;
import org.nas4j.strategy.LearningRun;
import org.nas4j.strategy.TwoObjectives;
import org.nas4j.testkit.ToySpaces;

/** What children have from their parents, and how often something new is looked for. */
class InheritingTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(3, 5);

  private static Genotype child(SearchSpace<?> space, Inheriting inheriting) {
    return space.sample(inheriting).genotype();
  }

  private static Genotype all(int option) {
    return SPACE.sample(point -> option).genotype();
  }

  /** The second answer alone is changed by its chance. */
  @Test
  void answersChangeByTheirChance() {
    GivenChances random = GivenChances.of(0.25, Math.nextDown(0.25), 0.9);
    Genotype child = child(SPACE, new Inheriting(List.of(all(3)), 0.25, random));
    assertThat(LearningRun.differences(child, all(3))).isEqualTo(1);
    assertThat(child.genes().get(1).option()).isNotEqualTo(3);
    assertThat(random.chances()).isExhausted();
  }

  /** A question that no parent was asked: each of its legal options equally often. */
  @Test
  void newQuestionsAreAnsweredAtRandom() {
    SearchSpace<Integer> other =
        choices -> choices.pick(Decision.of("new", 0, 1, 2, 3), each -> each > 0);
    SplittableRandom random = new SplittableRandom(2);
    long[] counts = new long[4];
    for (int i = 0; i < 3_000; i++) {
      Inheriting inheriting = new Inheriting(List.of(all(3)), 0, random);
      counts[child(other, inheriting).genes().get(0).option()]++;
    }
    assertThatCounts(counts).follow(0, 1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  @Test
  void answersWithoutAChoiceAreNoChances() {
    SearchSpace<Integer> forced =
        choices -> choices.pick(Decision.of("digit 0", 0, 1, 2), each -> each == 2);
    Inheriting inheriting = new Inheriting(List.of(all(2)), 1, GivenChances.of());
    assertThat(child(forced, inheriting).code()).isEqualTo("2");
  }

  private static Outcome scored() {
    return new Outcome.Scored(
        0.5, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5).with(Metric.PARAMETERS, 9));
  }

  /** All is known: fifty random candidates, after fifty children once the population is full. */
  @Test
  void triesSoOftenToFindSomethingNew() {
    LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(2, 2), 1);
    Controller controller =
        Nsga2.builder(TwoObjectives.BOTH).population(5).build().open(run);
    Set<Genotype> proposed = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Genotype next = controller.propose(new SplittableRandom(i)).orElseThrow().genotype();
      run.tell(controller, next, scored());
      proposed.add(next);
    }
    assertThat(proposed).hasSize(4);
    long before = run.walks();
    Genotype again = controller.propose(new SplittableRandom(5)).orElseThrow().genotype();
    assertThat(run.walks() - before).isEqualTo(50);
    run.tell(controller, again, scored());
    before = run.walks();
    controller.propose(new SplittableRandom(6));
    assertThat(run.walks() - before).isEqualTo(50 + 50);
  }
}
