package org.nas4j.strategy.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nas4j.strategy.LearningRun.differences;
import static org.nas4j.strategy.LearningRun.next;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.Genotype;
import org.nas4j.strategy.LearningRun;
import org.nas4j.strategy.Strategies;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

/** A search of which others make a share of the proposals; and the one that a search takes. */
class ExplorerTest extends ControllerContract {

  /** Makes neighbours of the best only, if nobody else proposes. */
  private static SurrogateSearch near(SearchStrategy explorer, double share) {
    return SurrogateSearch.builder()
        .initial(2)
        .parents(1)
        .candidates(2)
        .explorer(explorer, share)
        .build();
  }

  @Override
  protected SearchStrategy strategy() {
    return Strategies.sizeaware();
  }

  private static Genotype zeros() {
    return ToySpaces.grid(8, 4).sample(point -> 0).genotype();
  }

  /** Of a hundred proposals those that are no neighbours of the best, after two trials. */
  private static int farOnes(SearchStrategy strategy) {
    int far = 0;
    for (int seed = 0; seed < 100; seed++) {
      LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(8, 4), seed);
      Controller controller = strategy.open(run);
      run.tell(controller, zeros(), 1);
      run.tell(controller, ToySpaces.grid(8, 4).sample(point -> 3).genotype(), 0);
      far += differences(zeros(), next(controller, seed)) > 1 ? 1 : 0;
    }
    return far;
  }

  @Test
  void othersMakeTheirShareOfTheProposals() {
    assertThat(farOnes(near(new RandomSearch(), 0))).isZero();
    assertThat(farOnes(near(new RandomSearch(), 0.5))).isBetween(30, 70);
    assertThat(farOnes(near(new RandomSearch(), 1))).isGreaterThan(95);
  }

  @Test
  void nobodyElseProposesBeforeTheInitialTrialsAreOver() {
    LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(8, 4), 1);
    Controller plain = SurrogateSearch.builder().initial(2).build().open(run);
    Controller explored = near(Strategies.exhaustive(), 1).open(run);
    assertThat(next(explored, 7)).isEqualTo(next(plain, 7));
    run.tell(explored, zeros(), 1);
    run.tell(explored, ToySpaces.grid(8, 4).sample(point -> 3).genotype(), 0);
    assertThat(differences(zeros(), next(explored, 8)))
        .as("the first that exhaustive search has not seen")
        .isEqualTo(1);
  }

  private static Controller told(SearchStrategy strategy) {
    LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(8, 4), 1);
    Controller controller = strategy.open(run);
    run.tell(controller, zeros(), 1);
    run.tell(controller, ToySpaces.grid(8, 4).sample(point -> 3).genotype(), 0);
    return controller;
  }

  /** As the explorer proposes that was asked whether it is its turn. */
  private static Genotype inItsTurn(Controller alone, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    random.nextDouble();
    return alone.propose(random).orElseThrow().genotype();
  }

  /** A tree search proposes as if it had proposed all that was tried, and knows what is not. */
  @Test
  void othersLearnFromAllTrialsAndAreToldWhatIsWithdrawn() {
    Controller controller = told(near(Strategies.uct(), 1));
    Controller alone = told(Strategies.uct());
    Controller waiting = told(Strategies.uct());
    Genotype proposed = next(controller, 5);
    assertThat(proposed).isEqualTo(inItsTurn(alone, 5)).isEqualTo(inItsTurn(waiting, 5));
    controller.withdraw(proposed);
    alone.withdraw(proposed);
    assertThat(next(controller, 6))
        .isEqualTo(inItsTurn(alone, 6))
        .isNotEqualTo(inItsTurn(waiting, 6));
  }

  /** On nine candidates random search would soon draw one again. */
  @Test
  void proposesNothingTwiceWhileSomethingIsNew() {
    for (int seed = 0; seed < 10; seed++) {
      LearningRun<List<Integer>> run = new LearningRun<>(ToySpaces.grid(2, 3), seed);
      Controller controller = near(new RandomSearch(), 0.7).open(run);
      Set<Genotype> proposed = new HashSet<>();
      for (int i = 0; i < 9; i++) {
        Genotype each = next(controller, 100 * seed + i);
        assertThat(proposed.add(each)).isTrue();
        run.tell(controller, each, i);
      }
    }
  }

  /** Nine candidates and two, fewer than the three that are drawn: then a tree search is done. */
  @Test
  void endsWithTheSpace() {
    for (int digits = 1; digits <= 2; digits++) {
      SearchResult<List<Integer>> result = NasSearch.builder(ToySpaces.grid(digits, digits + 1))
          .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
          .stopAfter(StopRule.trials(100))
          .lookahead(1)
          .seed(1)
          .run();
      assertThat(result.trials()).hasSize(digits == 1 ? 2 : 9);
      assertThat(result).asString().contains("The space is exhausted.");
    }
  }

  @Test
  void settingsTellWhoExplores() {
    assertThat(Strategies.sizeaware().settings())
        .containsEntry("sizes", "1.0")
        .containsEntry("kernelTemperature", "4.0")
        .hasEntrySatisfying(
            "explorer", text -> assertThat(text).contains("0.333", "by Uct", "guide=none"));
    assertThat(Strategies.sizeaware().toBuilder().build().settings())
        .isEqualTo(Strategies.sizeaware().settings());
    assertThat(SurrogateSearch.builder().build().settings())
        .doesNotContainKeys("sizes", "kernelTemperature", "explorer");
    assertThatThrownBy(() -> SurrogateSearch.builder().kernelTemperature(0))
        .hasMessageContaining("[0.0]");
    assertThatThrownBy(() -> SurrogateSearch.builder().sizes(-1)).hasMessageContaining("[-1.0]");
    assertThatThrownBy(() -> near(new RandomSearch(), 1.5)).hasMessageContaining("[1.5]");
  }
}
