package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;

/** Whole searches on a space of trees, judged by a formula. */
class TreeCellSearchTest {

  private static final TreeCellSpace SPACE = TreeCellSpace.of(
      CellSkeleton.chain(Shape.image(1, 8, 8), 3).groups(1).blocks(2).width(4).build());
  private static final int TRIALS = 30;

  private static SearchBuilder<Architecture> search(int workers) {
    return NasSearch.builder(SPACE)
        .strategy(TreeCell.small())
        .evaluator((candidate, context) -> {
          long pooled = SPACE.cell(candidate.genotype()).operations().stream()
              .filter(CellOperation::isPooling)
              .count();
          double accuracy = 0.4 + 0.5 * pooled / (pooled + 3.0);
          return Evaluation.of(Metric.VALIDATION_ACCURACY, accuracy);
        })
        .parallelism(workers)
        .lookahead(4)
        .stopAfter(StopRule.trials(TRIALS))
        .seed(3);
  }

  /** What a trial is, times apart. */
  private record Told(
      long id, String genotype, OptionalLong parent, Object reward, OptionalLong duplicateOf) {}

  private static List<Told> told(SearchResult<?> result) {
    return result.trials().stream().map(TreeCellSearchTest::told).toList();
  }

  private static Told told(Trial trial) {
    return new Told(
        trial.id(),
        trial.genotype().toString(),
        trial.parent(),
        trial.outcome().reward(),
        trial.duplicateOf());
  }

  @Test
  void theNumberOfWorkersChangesNothing() {
    assertThat(told(search(3).run())).isEqualTo(told(search(1).run()));
  }

  /** The released code's numbers, as a result would print them. */
  @Test
  void thePaperIsAsItWasReleased() {
    assertThat(TreeCell.paper().settings())
        .containsEntry("batch", "10")
        .containsEntry("adam", "Adam[learningRate=0.006, beta1=0.9, beta2=0.999, epsilon=1.0E-8]")
        .containsEntry("greatestNorm", "40.0")
        .containsEntry("entropyWeight", "0.01")
        .containsEntry("baselineWeight", "0.95")
        .containsEntry("tangent", "true")
        .containsEntry("startFirst", "true")
        .containsEntry("embedding", "10")
        .containsEntry("hidden", "100")
        .containsEntry("units", "500");
  }

  @Test
  void allButTheFirstGrowFromTheUnchangedNetwork() {
    List<Trial> trials = search(1).lookahead(1).run().trials();
    assertThat(SPACE.edits(trials.get(0).genotype())).isEmpty();
    assertThat(trials.get(0).parent()).isEmpty();
    assertThat(trials.subList(1, trials.size())).allSatisfy(trial -> {
      assertThat(trial.parent()).hasValue(0);
      assertThat(SPACE.cell(trial.genotype()).height()).isGreaterThan(1);
    });
  }
}
