package org.nas4j.strategy.growing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.DepthSchedule;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.testkit.ControllerContract;

class GrowingDepthTest extends ControllerContract {

  private static final DepthSchedule SCHEDULE = new DepthSchedule(2, 3, 5);

  @Override
  protected SearchStrategy strategy() {
    return GrowingDepth.of(Reinforce.nas(), "operation", 20);
  }

  private static List<Integer> depths(SearchStrategy method, int trials) {
    SearchSpace<Architecture> space =
        NasSkipSpace.builder(Shape.image(1, 8, 8), 3).growing(SCHEDULE, 9).build();
    return NasSearch.builder(space)
        .strategy(GrowingDepth.of(method, NasSkipSpace.DEPTH, SCHEDULE.every()))
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.trialId() % 7 / 10.0))
        .stopAfter(StopRule.trials(trials))
        .lookahead(1)
        .run()
        .trials()
        .stream()
        .map(trial -> 2 + 3 * trial.genotype().genes().get(0).option())
        .toList();
  }

  /** 2 layers five times, then 5, then 8, which is the deepest that the schedule reaches by 9. */
  @Test
  void layersGrowAsTheScheduleSays() {
    for (SearchStrategy method : List.of(
        Reinforce.nas().toBuilder().batch(2).build(),
        Evolution.builder().population(4).sample(2).build())) {
      List<Integer> depths = depths(method, 20);
      for (int i = 0; i < depths.size(); i++) {
        assertThat(depths.get(i)).as("trial %s", i).isEqualTo(Math.min(8, SCHEDULE.layers(i)));
      }
    }
  }

  @Test
  void settingsTellWhatGrowsAndByWhichMethod() {
    assertThat(GrowingDepth.of(Reinforce.nas(), NasSkipSpace.DEPTH, 1600).settings())
        .containsEntry("growing", "number of layers")
        .containsEntry("every", "1600")
        .containsEntry("method", "Reinforce")
        .containsEntry("method.lstm", "2x35");
  }

  @Test
  void refusesToGrowEachNoTime() {
    assertThatThrownBy(() -> GrowingDepth.of(Reinforce.nas(), "layers", 0))
        .hasMessageContaining("[0]");
  }
}
