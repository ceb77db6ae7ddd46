package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.OptimizerState;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.asha.Asha;
import org.nas4j.strategy.asha.Rungs;

/** A training in one piece, and one that pauses and is promoted. */
class PausedTrainingTest {

  private static final Split DATA = Fixtures.shapes(150, 1).split(60, new SplittableRandom(1));
  private static final int EPOCHS = 3;
  private static final int PAUSE = 1;
  private static final long FIRST = 3;
  private static final long NEXT = 4;

  private static final Dl4jTraining ADAM =
      Dl4jTraining.builder().epochs(EPOCHS).batch(16).build();

  private static final Dl4jTraining NESTEROV = Dl4jTraining.builder()
      .epochs(EPOCHS)
      .batch(16)
      .nesterov(0.9)
      .weightDecay(1e-3)
      .learningRate(LearningRate.oneCycle(0.1, 0.4))
      .augmentation(new Augmentation(1, true))
      .build();

  @TempDir
  private Path folder;

  private int stores;

  @BeforeEach
  void needsOneDnn() {
    assumeThat(OneDnnNetwork.isAvailable()).as("oneDNN").isTrue();
  }

  private WeightStore store() throws IOException {
    return WeightStore.open(folder.resolve("store" + stores++), 50, Long.MAX_VALUE);
  }

  private static Architecture network(int filters) {
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("a", Convolution.of(filters, Window.square(3)), Architecture.INPUT);
    b.add("a.bn", BatchNormalization.DEFAULT, "a");
    b.add("a.relu", Activation.RELU, "a.bn");
    b.add("c", Convolution.of(5, Window.square(3)), "a.relu");
    b.add("c.bn", BatchNormalization.DEFAULT, "c");
    b.add("mean", GlobalPooling.AVERAGE, "c.bn");
    return b.build(b.add("out", SoftmaxOutput.of(3), "mean"));
  }

  private static Dl4jEvaluator.Builder evaluator(
      Dl4jTraining settings, WeightStore store, boolean moments) {
    return Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(settings)
        .parentWeights(ParentWeights.builder(store).moments(moments).build())
        .latencyBatch(0);
  }

  private static Evaluation train(
      Dl4jEvaluator.Builder evaluator, long id, TrainingPart part, Architecture network)
      throws InterruptedException {
    OptionalLong parent = id == NEXT ? OptionalLong.of(FIRST) : OptionalLong.empty();
    return evaluator
        .parts(candidate -> part)
        .build()
        .evaluate(new Candidate<>(id, Genotype.EMPTY, network, parent), Fixtures.Context.of(id));
  }

  private static List<Double> losses(Evaluation... parts) {
    return Stream.of(parts)
        .flatMap(each -> each.history(Metric.TRAINING_LOSS).stream())
        .toList();
  }

  private static final TrainingPart WHOLE = new TrainingPart(0, EPOCHS, 1);
  private static final TrainingPart BEFORE = new TrainingPart(0, PAUSE, 1);
  private static final TrainingPart AFTER = new TrainingPart(PAUSE, EPOCHS, 1);

  @Test
  void aPromotionGoesOnAsIfItHadNotPausedToTheLastBit() throws Exception {
    for (Dl4jTraining settings : List.of(ADAM, NESTEROV)) {
      WeightStore uncut = store();
      WeightStore cut = store();
      Evaluation whole = train(evaluator(settings, uncut, true), FIRST, WHOLE, network(6));
      Evaluation first = train(evaluator(settings, cut, true), FIRST, BEFORE, network(6));
      Evaluation second = train(evaluator(settings, cut, true), NEXT, AFTER, network(6));
      assertThat(losses(first, second)).isEqualTo(losses(whole));
      assertThat(second.get(Metric.VALIDATION_LOSS)).isEqualTo(whole.get(Metric.VALIDATION_LOSS));
      Map<String, WeightArray> expected = uncut.find(FIRST).orElseThrow();
      assertThat(cut.find(NEXT).orElseThrow())
          .hasSizeGreaterThan(network(6).weights().size())
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  /** It matters: with weights alone the same part of the training comes to other weights. */
  @Test
  void withoutMomentsItIsAnotherTraining() throws Exception {
    WeightStore uncut = store();
    WeightStore cut = store();
    Evaluation whole = train(evaluator(ADAM, uncut, false), FIRST, WHOLE, network(6));
    Evaluation first = train(evaluator(ADAM, cut, false), FIRST, BEFORE, network(6));
    Evaluation second = train(evaluator(ADAM, cut, false), NEXT, AFTER, network(6));
    assertThat(losses(whole).subList(0, PAUSE)).isEqualTo(losses(first));
    assertThat(losses(second)).isNotEqualTo(losses(whole).subList(PAUSE, EPOCHS));
    assertThat(cut.find(NEXT).orElseThrow().keySet())
        .containsExactlyInAnyOrderElementsOf(network(6).weights().keySet());
  }

  /** Moments of other shapes, or of weights that were changed, are left behind. */
  @Test
  void anotherNetworkStartsWithTheWeightsThatFitAndNoMoments() throws Exception {
    WeightStore cut = store();
    train(evaluator(NESTEROV, cut, true), FIRST, BEFORE, network(6));
    Evaluation child = train(evaluator(NESTEROV, cut, true), NEXT, AFTER, network(7));
    assertThat(child.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isBetween(0.01, 0.99);
    PausedTraining after = PausedTraining.of(cut.find(NEXT).orElseThrow()).orElseThrow();
    int batches = DATA.training().size() / 16;
    assertThat(after.memory().steps()).isEqualTo((EPOCHS - PAUSE) * batches);
    assertThat(after.minibatches()).isEqualTo((EPOCHS - PAUSE) * batches);
  }

  @Test
  void ashaPromotesWithAllStepsThatATrialHasHad() throws Exception {
    Rungs rungs = new Rungs(1, 2, 2);
    WeightStore store = store();
    SearchSpace<Architecture> space =
        rungs.over(choices -> network(choices.pick(Decision.of("filters", 3, 4, 5, 6, 7))));
    List<Trial> trials = NasSearch.builder(space)
        .strategy(Asha.of(rungs))
        .evaluator(evaluator(ADAM, store, true)
            .parts(candidate -> {
              int rung = Rungs.rung(candidate.genotype());
              return new TrainingPart(rungs.before(rung), rungs.resource(rung), 1);
            })
            .build())
        .deduplicateBy(Candidate::genotype)
        .stopAfter(StopRule.trials(4))
        .lookahead(1)
        .run()
        .trials();
    assertThat(trials).anyMatch(trial -> trial.parent().isPresent());
    int batches = DATA.training().size() / 16;
    for (Trial trial : trials) {
      PausedTraining paused =
          PausedTraining.of(store.find(trial.id()).orElseThrow()).orElseThrow();
      assertThat(paused.memory().steps())
          .isEqualTo(rungs.resource(Rungs.rung(trial.genotype())) * batches);
    }
  }

  @Test
  void countsAndSeedsAreKeptExactly() {
    for (long seed : new long[] {0, -1, Long.MIN_VALUE, 0x1234_5678_9abc_def0L}) {
      OptimizerState memory = new OptimizerState(
          Integer.MAX_VALUE,
          Map.of("a", WeightArray.of(List.of(2), new float[] {1, -2})),
          Map.of("a", WeightArray.of(List.of(2), new float[2])));
      Map<String, WeightArray> kept = new PausedTraining(memory, seed, 70_000)
          .with(Map.of("a", WeightArray.of(List.of(2), new float[] {5, 6})));
      PausedTraining read = PausedTraining.of(kept).orElseThrow();
      assertThat(read.orderSeed()).isEqualTo(seed);
      assertThat(read.minibatches()).isEqualTo(70_000);
      assertThat(read.memory().steps()).isEqualTo(Integer.MAX_VALUE);
      assertThat(read.memory().first().get("a").values()).containsExactly(1, -2);
      assertThat(read.memory().second()).isEmpty();
      assertThat(PausedTraining.weights(kept)).containsOnlyKeys("a");
    }
    assertThat(PausedTraining.of(Map.of())).isEmpty();
  }
}
