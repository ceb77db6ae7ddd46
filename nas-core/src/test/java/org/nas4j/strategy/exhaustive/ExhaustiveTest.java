package org.nas4j.strategy.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class ExhaustiveTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return new Exhaustive();
  }

  private static SearchResult<?> search(SearchSpace<?> space) {
    return NasSearch.builder(space)
        .strategy(new Exhaustive())
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY, candidate.genotype().code().hashCode()))
        .stopAfter(StopRule.trials(100_000))
        .run();
  }

  private static Stream<String> codes(SearchSpace<?> space) {
    return search(space).trials().stream().map(trial -> trial.genotype().code());
  }

  @Test
  void goesThroughTheTreeDepthFirst() {
    assertThat(codes(ToySpaces.grid(2, 3)))
        .containsExactly("0-0", "0-1", "0-2", "1-0", "1-1", "1-2", "2-0", "2-1", "2-2");
    assertThat(codes(ToySpaces.permutations(3)))
        .containsExactly("0-1-2", "0-2-1", "1-0-2", "1-2-0", "2-0-1", "2-1-0");
  }

  /** One of kind none, two of kind tree, and chains of one, two and three out of four layers. */
  @Test
  void visitsEachArchitectureOfConditionalSpaceOnce() {
    assertThat(codes(ToySpaces.conditional())).hasSize(1 + 2 + 4 + 16 + 64).doesNotHaveDuplicates();
  }

  @Test
  void passesOverWhatCannotBeBuilt() {
    SearchResult<?> result = search(ToySpaces.partlyInfeasible());
    int feasible = 0;
    for (int i = 0; i < 900; i++) {
      int sum = i / 100 + i / 10 % 10 + i % 10;
      feasible += sum > 10 && sum % 2 == 0 ? 0 : 1;
    }
    assertThat(result.trials()).hasSize(feasible).allMatch(Trial::wasEvaluated);
  }

  @Test
  void saysThatTheSpaceIsExhausted() {
    for (SearchSpace<?> space : List.of(ToySpaces.single(), ToySpaces.empty())) {
      assertThat(search(space).trials()).hasSize(1);
      assertThat(search(space).stopReason()).contains("exhausted");
    }
  }
}
