package org.nas4j.strategy.pnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.predict.CellBlock;
import org.nas4j.predict.CellEnsemble;
import org.nas4j.predict.CellPredictor;
import org.nas4j.predict.CellReading;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ControllerContract;
import org.nas4j.testkit.ToySpaces;

class PnasTest extends ControllerContract {

  /** Asks as PnasSpace does, but builds the cell itself, so that thousands cost nothing. */
  private static SearchSpace<List<CellBlock>> cells(int mostBlocks, int operations) {
    List<Integer> all = IntStream.range(0, operations).boxed().toList();
    List<Integer> states = IntStream.range(0, 1 + mostBlocks).boxed().toList();
    return choices -> {
      int blocks = choices.pick(
          new Decision<>("blocks", IntStream.rangeClosed(1, mostBlocks).boxed().toList()));
      List<CellBlock> cell = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        int last = 2 + i;
        cell.add(new CellBlock(
            choices.pick(new Decision<>(i + " input", states), state -> state < last),
            choices.pick(new Decision<>(i + " operation", all)),
            choices.pick(new Decision<>(i + " other input", states), state -> state < last),
            choices.pick(new Decision<>(i + " other operation", all))));
      }
      return cell;
    };
  }

  /** Knows the size of a cell and nothing else, so that what is proposed can be counted. */
  private static final CellPredictor COUNTS = (cells, values, random) -> cell -> cell.size();

  @Override
  protected SearchStrategy strategy() {
    CellPredictor small = CellEnsemble.builder().members(2).epochs(3).build();
    return Pnas.builder().kept(6).predictor(small).build();
  }

  @Override
  protected Map<String, SearchSpace<?>> spaces() {
    return Map.of("two operations", cells(3, 2), "three operations", cells(2, 3));
  }

  private static SearchResult<List<CellBlock>> search(
      SearchStrategy strategy, SearchSpace<List<CellBlock>> space, int trials, long seed) {
    return NasSearch.builder(space)
        .strategy(strategy)
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, value(candidate.architecture())))
        .deduplicateBy(candidate -> CanonicalCell.of(candidate.architecture(), 2))
        .stopAfter(StopRule.trials(trials))
        .lookahead(1)
        .seed(seed)
        .run();
  }

  /** The mean worth of the operations, with something for depth and for reading h_{c-1}. */
  private static double value(List<CellBlock> cell) {
    double sum = 0;
    for (CellBlock block : cell) {
      sum += worth(block.firstInput(), block.firstOperation());
      sum += worth(block.secondInput(), block.secondOperation());
    }
    SplittableRandom noise = new SplittableRandom(CanonicalCell.of(cell, 2).hashCode());
    return 0.5 + 0.03 * cell.size() + 0.05 * sum / cell.size() + 0.002 * noise.nextGaussian();
  }

  private static double worth(int input, int operation) {
    return (operation * 5 % 8) / 8.0 + (input == 0 ? 0.3 : 0);
  }

  private static long ofSize(SearchResult<List<CellBlock>> result, int blocks) {
    return result.trials().stream()
        .filter(trial -> trial.genotype().genes().get(0).option() == blocks - 1)
        .count();
  }

  /** Of 16 pairs of input and operation, 16·17/2 unordered pairs; then K of each size. */
  @Test
  void evaluatesAllSmallCellsAndThenTheBestOfEachSize() {
    SearchResult<List<CellBlock>> result =
        search(Pnas.builder().kept(20).predictor(COUNTS).build(), cells(5, 8), 10_000, 1);
    assertThat(ofSize(result, 1)).isEqualTo(136);
    for (int blocks = 2; blocks <= 5; blocks++) {
      assertThat(ofSize(result, blocks)).isEqualTo(20);
    }
    assertThat(result.duplicates()).isZero();
    assertThat(result.stopReason()).contains("exhausted");
  }

  /** Two operations: all cells of two blocks, by brute force over all answers. */
  @Test
  void proposesEachDifferentCellOnce() {
    Set<List<CellBlock>> different = new HashSet<>();
    for (int i = 0; i < 4 * 4 * 6 * 6; i++) {
      int rest = i;
      List<CellBlock> cell = new ArrayList<>();
      for (int inputs = 2; inputs <= 3; inputs++) {
        int first = rest % (2 * inputs);
        rest /= 2 * inputs;
        int second = rest % (2 * inputs);
        rest /= 2 * inputs;
        cell.add(new CellBlock(first / 2, first % 2, second / 2, second % 2));
      }
      different.add(CanonicalCell.of(cell, 2));
    }
    SearchResult<List<CellBlock>> result =
        search(Pnas.builder().kept(100_000).predictor(COUNTS).build(), cells(2, 2), 10_000, 1);
    assertThat(ofSize(result, 1)).isEqualTo(10);
    assertThat(ofSize(result, 2)).isEqualTo(different.size());
  }

  @Test
  void cellsThatComputeTheSameAreOne() {
    List<CellBlock> cell = List.of(new CellBlock(1, 3, 0, 2), new CellBlock(0, 1, 0, 0));
    List<CellBlock> same = List.of(new CellBlock(0, 0, 0, 1), new CellBlock(0, 2, 1, 3));
    assertThat(CanonicalCell.of(cell, 2)).isEqualTo(CanonicalCell.of(same, 2));
    List<CellBlock> chained = List.of(new CellBlock(1, 3, 0, 2), new CellBlock(2, 1, 0, 0));
    assertThat(CanonicalCell.of(chained, 2)).isNotEqualTo(CanonicalCell.of(cell, 2));
    List<CellBlock> three =
        List.of(new CellBlock(0, 0, 1, 0), new CellBlock(2, 0, 0, 1), new CellBlock(0, 0, 0, 1));
    List<CellBlock> moved =
        List.of(new CellBlock(0, 1, 0, 0), new CellBlock(1, 0, 0, 0), new CellBlock(0, 1, 3, 0));
    assertThat(CanonicalCell.of(three, 2)).isEqualTo(CanonicalCell.of(moved, 2));
  }

  /**
   * The published check: within 1 % of the optimum with a quarter of random search's evaluations,
   * in 8 of 10 seeds. The optimum is near the best operation and input in three blocks.
   */
  @Tag("comparison")
  @Test
  void findsTheBestWithAQuarterOfTheEvaluations() {
    SearchSpace<List<CellBlock>> space = cells(3, 4);
    int good = 0;
    int lucky = 0;
    for (long seed = 1; seed <= 10; seed++) {
      SearchResult<List<CellBlock>> pnas = search(Pnas.builder().kept(12).build(), space, 60, seed);
      good += pnas.best().orElseThrow().reward() >= 0.99 * OPTIMUM ? 1 : 0;
      SearchResult<List<CellBlock>> random = search(new RandomSearch(), space, 240, seed);
      lucky += random.best().orElseThrow().reward() >= 0.99 * OPTIMUM ? 1 : 0;
    }
    assertThat(good).as("random search, four times as long: %s", lucky).isGreaterThanOrEqualTo(8);
    assertThat(lucky).isLessThan(good);
  }

  /** Three blocks that read h_{c-1} twice through the best of four operations, without noise. */
  private static final double OPTIMUM = 0.5 + 0.03 * 3 + 0.05 * 2 * worth(0, 3);

  @Test
  void failedCellsAreNotExtended() {
    SearchResult<List<CellBlock>> result = NasSearch.builder(cells(2, 2))
        .strategy(Pnas.builder().kept(500).predictor(COUNTS).build())
        .evaluator((candidate, context) -> {
          if (candidate.architecture().get(0).firstOperation() == 1) {
            throw new IllegalStateException("does not train");
          }
          return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
        })
        .failures(policy -> policy.abortAfter(100_000))
        .stopAfter(StopRule.trials(1_000))
        .lookahead(1)
        .run();
    Set<List<CellBlock>> alive = new HashSet<>();
    for (Trial trial : result.trials()) {
      if (trial.outcome().reward().isPresent() && trial.genotype().size() == 5) {
        alive.add(cells(2, 2).replay(trial.genotype()).architecture());
      }
    }
    assertThat(alive).isNotEmpty();
    assertThat(result.trials())
        .filteredOn(trial -> trial.genotype().size() == 9)
        .isNotEmpty()
        .allSatisfy(trial -> assertThat(cells(2, 2).replay(trial.genotype()).architecture())
            .anyMatch(block -> alive.contains(List.of(block))));
  }

  @Test
  void refusesASpaceThatAsksOtherwise() {
    assertThatThrownBy(() -> search(Pnas.liu(), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Maybe search PnasSpace");
  }

  private static void search(SearchStrategy strategy, int trials) {
    NasSearch.builder(ToySpaces.grid(6, 4))
        .strategy(strategy)
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .stopAfter(StopRule.trials(trials))
        .run();
  }

  @Test
  void publishedSettings() {
    assertThat(Pnas.liu().settings()).containsEntry("kept", "256");
    assertThat(Pnas.liu().settings().get("predictor"))
        .isEqualTo(CellEnsemble.liu(CellReading.MEAN).toString());
    assertThatThrownBy(() -> Pnas.builder().kept(0)).hasMessageContaining("[0]");
  }
}
