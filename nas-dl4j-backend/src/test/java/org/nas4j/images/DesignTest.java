package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Augmentation;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Limit;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/** Networks and trainings in one search. */
class DesignTest {

  private static final Decision<Double> RATE = Decision.logarithmic("rate", 1e-7, 1e-2, 6);
  private static final Decision<Boolean> SHIFTED = Decision.flag("shifted");

  private static final SearchSpace<Architecture> NETWORKS = choices -> {
    choices.pick(Decision.of("network", "small"));
    return Fixtures.small(Shape.image(1, 8, 8), 3);
  };

  private static final SearchSpace<Dl4jTraining> TRAININGS = choices -> Dl4jTraining.builder()
      .epochs(3)
      .batch(choices.pick(Decision.of("batch", 16, 32)))
      .learningRate(LearningRate.constant(choices.pick(RATE)))
      .augmentation(choices.pick(SHIFTED) ? new Augmentation(1, false) : Augmentation.NONE)
      .build();

  private static Dl4jEvaluator evaluator(int epochs) {
    return Dl4jEvaluator.builder()
        .training(Fixtures.shapes(192, 1))
        .validation(Fixtures.shapes(96, 2))
        .epochs(epochs)
        .latencyBatch(0)
        .build();
  }

  /** So a constraint on them is judged before any training, as of a network alone. */
  @Test
  void costsWhatItsNetworkCosts() {
    SearchResult<Design> result = NasSearch.builder(Design.space(NETWORKS, TRAININGS))
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .constraint(Metric.PARAMETERS, Limit.atMost(10))
        .stopAfter(StopRule.trials(3))
        .limits(limits -> limits.idleProposals(5))
        .run();
    assertThat(result.trials()).isNotEmpty().noneMatch(Trial::wasEvaluated);
  }

  @Test
  void asksForTheNetworkAndThenForItsTraining() {
    Build<Design> build =
        Design.space(NETWORKS, TRAININGS).sample(Chooser.uniform(new SplittableRandom(1)));
    assertThat(build.points())
        .extracting(point -> point.decision().name())
        .containsExactly("network", "batch", "rate", "shifted");
    Design design = build.architecture();
    assertThat(design.architecture()).isEqualTo(Fixtures.small(Shape.image(1, 8, 8), 3));
    assertThat(design.training().epochs()).isEqualTo(3);
  }

  @Test
  void trainsAsTheDesignSaysAndNotAsTheEvaluator() throws Exception {
    Architecture network = Fixtures.small(Shape.image(1, 8, 8), 3);
    Dl4jTraining training = Dl4jTraining.builder().epochs(2).batch(32).build();
    Evaluator<Design> designs = Design.evaluator(evaluator(9));
    Evaluation ofDesign =
        designs.evaluate(candidate(new Design(network, training)), EvaluationContext.alone(3));
    Evaluation expected = evaluator(9).toBuilder()
        .settings(training)
        .build()
        .evaluate(candidate(network), EvaluationContext.alone(3));
    assertThat(ofDesign.history(Metric.VALIDATION_LOSS))
        .hasSize(2)
        .isEqualTo(expected.history(Metric.VALIDATION_LOSS));
    assertThat(designs.provenance())
        .containsKey("data.training")
        .doesNotContainKey("training.epochs");
  }

  private static <A> Candidate<A> candidate(A what) {
    return new Candidate<>(0, Genotype.EMPTY, what, OptionalLong.empty());
  }

  @Test
  void findsTheRateThatTrainsTheOneNetworkThereIs() {
    SearchResult<Design> result = NasSearch.builder(Design.space(NETWORKS, TRAININGS))
        .evaluator(Design.evaluator(evaluator(1)))
        .stopAfter(StopRule.trials(12))
        .seed(1)
        .run();
    assertThat(result.duplicates()).isLessThan(6);
    LearningRate best = result.best().orElseThrow().architecture().training().learningRate();
    assertThat(best.at(0, 3)).isGreaterThanOrEqualTo(1e-3 * (1 - 1e-9));
  }
}
