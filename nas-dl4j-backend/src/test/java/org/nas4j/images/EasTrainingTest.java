package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.testdata.SharedData;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.rena.Rena;

/** EAS' and RENA's children on real digits, of a plain and a densely connected network. */
class EasTrainingTest {

  private static final Dl4jTraining TWO_EPOCHS = Dl4jTraining.builder()
      .learningRate(LearningRate.constant(0.005))
      .epochs(2)
      .batch(32)
      .build();

  private static Split data;
  private static EditSpace plain;
  private static EditSpace dense;

  @TempDir
  private Path folder;

  @BeforeAll
  static void readData() throws IOException {
    Dataset all = Idx.training(SharedData.path("mnist"));
    SplittableRandom random = new SplittableRandom(1);
    data = all.sample(1_500, random).split(500, random).standardised();
    Shape.Image shape = (Shape.Image) all.shape();
    plain = EditSpace.easDemo(StartNetworks.eas(shape, 10));
    dense = EditSpace.easDense(StartNetworks.denseNet(shape, 10, 4, 1, 1));
  }

  private static Eas small() {
    return Eas.builder().network(4, 5).wider(1).deeper(1).batch(2).build();
  }

  /** What the start was trained to, and what a few children are before any training. */
  private static void assertStartsAsItsParentEnded(EditSpace space) throws InterruptedException {
    Dl4jTraining longer = TWO_EPOCHS.toBuilder().epochs(4).build();
    TrainedNetwork start = TrainedNetwork.train(space.start(), data.training(), longer, 2);
    double accuracy = start.evaluate(data.validation()).accuracy();
    assertThat(accuracy).isGreaterThan(0.3);
    EditSpace exact = space.toBuilder().widerNoise(0).deeperNoise(0).build();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2; i++) {
      EditPlan plan = small().policy(space, i).propose(space.start(), random);
      TrainedNetwork child = child(exact, plan, start);
      assertThat(child.architecture()).isNotEqualTo(start.architecture());
      assertThat(child.largestDifference(start, data.validation())).isLessThan(1e-4);
      double noisy = child(space, plan, start).evaluate(data.validation()).accuracy();
      assertThat(noisy).isCloseTo(accuracy, within(0.01));
    }
  }

  private static TrainedNetwork child(EditSpace space, EditPlan plan, TrainedNetwork start) {
    Map<String, WeightArray> weights =
        space.inherit(plan.answers(), plan.result(), start.weights(), new SplittableRandom(4));
    return TrainedNetwork.of(plan.result(), weights, 5);
  }

  @Test
  void plainChildrenStartAsTheirParentEnded() throws InterruptedException {
    assertStartsAsItsParentEnded(plain);
  }

  @Test
  void denselyConnectedChildrenStartAsTheirParentEnded() throws InterruptedException {
    assertStartsAsItsParentEnded(dense);
  }

  /** Copied normalizations keep their own numbers, new ones are measured. */
  @Test
  void searchesHandWeightsOnFromTrialToTrial() throws IOException {
    for (EditSpace space : List.of(plain, dense)) {
      WeightStore store =
          WeightStore.open(folder.resolve(space.settings().get("method")), 20, Long.MAX_VALUE);
      List<Trial> trials = NasSearch.builder(space)
          .strategy(small())
          .evaluator(Dl4jEvaluator.builder()
              .training(data.training())
              .validation(data.validation())
              .settings(TWO_EPOCHS)
              .latencyBatch(0)
              .parentWeights(ParentWeights.builder(store).carriedBy(space).build())
              .build())
          .lookahead(1)
          .stopAfter(StopRule.trials(5))
          .seed(6)
          .run()
          .trials();
      Evaluation start = trials.get(0).outcome().figures().orElseThrow();
      assertThat(start.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isZero();
      for (Trial trial : trials.subList(1, 5)) {
        Evaluation child = trial.outcome().figures().orElseThrow();
        assertThat(child.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isOne();
        assertThat(child.get(Metric.VALIDATION_ACCURACY))
            .isGreaterThan(start.get(Metric.VALIDATION_ACCURACY) - 0.05);
      }
    }
  }

  /** A smaller child keeps what is left of its parent's weights, all of them trained. */
  @Test
  void renasChildrenStartFromWhatIsLeft() throws IOException {
    EditSpace space = EditSpace.rena(plain.start()).toBuilder().widths(2, 4, 8).build();
    WeightStore store = WeightStore.open(folder, 20, Long.MAX_VALUE);
    List<Trial> trials = NasSearch.builder(space)
        .strategy(Rena.builder().network(4, 5).batch(2).stage(2).build())
        .evaluator(Dl4jEvaluator.builder()
            .training(data.training())
            .validation(data.validation())
            .settings(TWO_EPOCHS)
            .latencyBatch(0)
            .parentWeights(ParentWeights.builder(store).carriedBy(space).build())
            .build())
        .lookahead(1)
        .stopAfter(StopRule.trials(7))
        .seed(8)
        .run()
        .trials();
    assertThat(trials.subList(1, 7))
        .allSatisfy(trial -> assertThat(
                trial.outcome().figures().orElseThrow().get(Dl4jEvaluator.INHERITED_WEIGHTS))
            .isOne());
  }
}
