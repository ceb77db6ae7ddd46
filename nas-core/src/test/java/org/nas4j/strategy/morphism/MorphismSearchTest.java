package org.nas4j.strategy.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.testkit.ControllerContract;

class MorphismSearchTest extends ControllerContract {

  @Override
  protected SearchStrategy strategy() {
    return MorphismSearch.builder().children(4).edits(2).build();
  }

  private static MorphismSpace space() {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("conv", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("bn", BatchNormalization.DEFAULT, "conv");
    b.add("relu", Activation.RELU, "bn");
    b.add("mean", GlobalPooling.AVERAGE, "relu");
    return MorphismSpace.of(b.build(b.add("out", SoftmaxOutput.of(3), "mean")), 12, 20_000);
  }

  /** Rewards depth, so that there is a hill to climb. */
  private static SearchResult<Architecture> climb(int trials) {
    return NasSearch.builder(space())
        .strategy(MorphismSearch.builder().children(4).edits(2).build())
        .evaluator((candidate, context) -> Evaluation.of(
            Metric.VALIDATION_ACCURACY, candidate.architecture().nodes().size() / 100.0))
        .lookahead(1)
        .stopAfter(StopRule.trials(trials))
        .run();
  }

  @Test
  void childrenExtendTheEditsOfTheParentThatTheyName() {
    MorphismSpace space = space();
    List<Trial> trials = climb(24).trials();
    int children = 0;
    for (Trial trial : trials) {
      if (trial.parent().isPresent()) {
        List<Morphism> before =
            space.edits(trials.get((int) trial.parent().getAsLong()).genotype());
        List<Morphism> after = space.edits(trial.genotype());
        assertThat(after).hasSizeGreaterThan(before.size());
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        children++;
      }
    }
    assertThat(children).isGreaterThan(10);
    assertThat(space.edits(trials.get(0).genotype())).isEmpty();
  }

  @Test
  void eachGenerationStartsFromTheBestSoFar() {
    List<Trial> trials = climb(24).trials();
    double first = reward(trials.get(0));
    double last = trials.stream().mapToDouble(MorphismSearchTest::reward).max().orElseThrow();
    assertThat(last).isGreaterThan(first + 0.1);
    for (Trial trial : trials) {
      trial.parent().ifPresent(parent -> {
        double of = reward(trials.get((int) parent));
        assertThat(trials.subList(0, (int) parent)).allMatch(each -> reward(each) <= of);
      });
    }
  }

  private static double reward(Trial trial) {
    return trial.outcome().reward().orElse(0);
  }

  @Test
  void refusesEmptyGenerations() {
    assertThatThrownBy(() -> MorphismSearch.builder().children(0).edits(2).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0]");
  }
}
