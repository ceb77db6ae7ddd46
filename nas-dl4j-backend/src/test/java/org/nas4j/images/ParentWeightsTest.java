package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.store.MalformedWeightsException;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.morphism.MorphismSearch;

class ParentWeightsTest {

  private static final Split DATA = Fixtures.shapes(330, 1).split(90, new SplittableRandom(1));
  private static final MorphismSpace SPACE =
      MorphismSpace.of(Fixtures.small(Shape.image(1, 8, 8), 3), 6, 30_000);

  /** So low that a network stays what it was. */
  private static final double NEARLY_ZERO = 1e-9;

  @TempDir
  private Path folder;

  private WeightStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = WeightStore.open(folder, 20, Long.MAX_VALUE);
  }

  private static Dl4jEvaluator evaluator(ParentWeights rule) {
    Dl4jEvaluator.Builder builder = Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(Dl4jTraining.builder().epochs(2).batch(16).build())
        .latencyBatch(0);
    return (rule == null ? builder : builder.parentWeights(rule)).build();
  }

  private static Build<Architecture> draw(boolean grown, boolean normalized) {
    SplittableRandom random = new SplittableRandom(5);
    Build<Architecture> sample;
    do {
      sample = SPACE.sample(point ->
          !grown ? MorphismSpace.END : point.legalOption(random.nextInt(point.legalCount())));
    } while (grown
        && (SPACE.edits(sample.genotype()).size() < 3 || isNormalized(sample) != normalized));
    return sample;
  }

  /**
   * An inserted normalization keeps the function at inference; in training it uses the statistics
   * of the batch.
   */
  private static boolean isNormalized(Build<Architecture> sample) {
    return sample.architecture().nodes().stream()
        .anyMatch(node -> node.layer() instanceof BatchNormalization);
  }

  private static Evaluation evaluate(
      Dl4jEvaluator evaluator, Build<Architecture> sample, long id, OptionalLong parent)
      throws InterruptedException {
    return evaluator.evaluate(
        new Candidate<>(id, sample.genotype(), sample.architecture(), parent),
        Fixtures.Context.of(id));
  }

  @Test
  void aGrownChildStartsAsGoodAsItsParentEnded() throws InterruptedException {
    ParentWeights rule =
        ParentWeights.builder(store).carriedBy(SPACE).learningRate(NEARLY_ZERO).build();
    Evaluation parent = evaluate(evaluator(rule), draw(false, false), 3, OptionalLong.empty());
    Build<Architecture> grown = draw(true, false);
    Evaluation child = evaluate(evaluator(rule), grown, 4, OptionalLong.of(3));
    assertThat(parent.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isZero();
    assertThat(child.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isOne();
    assertThat(child.get(Metric.PARAMETERS)).isGreaterThan(parent.get(Metric.PARAMETERS));
    assertThat(child.get(Metric.VALIDATION_ACCURACY))
        .isEqualTo(parent.get(Metric.VALIDATION_ACCURACY))
        .isGreaterThan(0.6);
    double loss = parent.get(Metric.VALIDATION_LOSS);
    assertThat(child.get(Metric.VALIDATION_LOSS)).isCloseTo(loss, within(1e-3));
  }

  @Test
  void insertedNormalizationsGetTheStatisticsOfTheirInput() throws InterruptedException {
    ParentWeights rule =
        ParentWeights.builder(store).carriedBy(SPACE).learningRate(NEARLY_ZERO).build();
    Evaluation parent = evaluate(evaluator(rule), draw(false, false), 3, OptionalLong.empty());
    Evaluation child = evaluate(evaluator(rule), draw(true, true), 4, OptionalLong.of(3));
    double loss = parent.get(Metric.VALIDATION_LOSS);
    assertThat(child.get(Metric.VALIDATION_LOSS)).isCloseTo(loss, within(0.02));
  }

  @Test
  void startsAtRandomAndSaysSoIfTheWeightsAreGone() throws InterruptedException {
    Build<Architecture> grown = draw(true, false);
    ParentWeights rule =
        ParentWeights.builder(store).carriedBy(SPACE).learningRate(NEARLY_ZERO).build();
    Evaluation orphan = evaluate(evaluator(rule), grown, 4, OptionalLong.of(3));
    Evaluation usual = evaluate(evaluator(null), grown, 4, OptionalLong.empty());
    assertThat(orphan.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isZero();
    assertThat(orphan.history(Metric.VALIDATION_LOSS))
        .isEqualTo(usual.history(Metric.VALIDATION_LOSS));
  }

  @Test
  void aLaterStoreOfTheFolderStillHasThem() throws InterruptedException, IOException {
    evaluate(evaluator(ParentWeights.in(store)), draw(false, false), 3, OptionalLong.empty());
    WeightStore later = WeightStore.open(folder, 20, Long.MAX_VALUE);
    ParentWeights rule = ParentWeights.builder(later).carriedBy(SPACE).build();
    Evaluation child = evaluate(evaluator(rule), draw(true, false), 4, OptionalLong.of(3));
    assertThat(child.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isOne();
  }

  @Test
  void aSearchByMorphismsHandsWeightsOnFromTrialToTrial() {
    List<Trial> trials = NasSearch.builder(SPACE)
        .strategy(MorphismSearch.builder().children(3).edits(1).build())
        .evaluator(evaluator(
            ParentWeights.builder(store).carriedBy(SPACE).learningRate(0.1).build()))
        .lookahead(1)
        .stopAfter(StopRule.trials(7))
        .seed(2)
        .run()
        .trials();
    assertThat(trials).hasSize(7);
    for (Trial trial : trials) {
      double share = trial.outcome().figures().orElseThrow().get(Dl4jEvaluator.INHERITED_WEIGHTS);
      assertThat(share).isEqualTo(trial.parent().isPresent() ? 1 : 0);
    }
    assertThat(trials).filteredOn(trial -> trial.parent().isPresent()).hasSizeGreaterThan(3);
  }

  /** As a worker process makes its evaluator. */
  private static final class Shapes extends Dl4jWorkerFactory {

    @Override
    public MorphismSpace space(Map<String, String> settings) {
      return SPACE;
    }

    @Override
    protected Dataset data(Map<String, String> settings) {
      return DATA.training();
    }

    @Override
    protected ParentWeights parentWeights(WeightStore store, Map<String, String> settings) {
      return ParentWeights.builder(store).carriedBy(SPACE).build();
    }
  }

  private static Dl4jEvaluator inAProcess(Path weights) throws IOException {
    return (Dl4jEvaluator)
        new Shapes().evaluator(Map.of(Shapes.WEIGHTS, weights.toString(), Shapes.EPOCHS, "1"));
  }

  @Test
  void processesHandWeightsOnThroughASharedFolderAndRefuseDamagedOnes() throws Exception {
    WeightStore.share(folder);
    evaluate(inAProcess(folder), draw(false, false), 3, OptionalLong.empty());
    Dl4jEvaluator another = inAProcess(folder);
    Evaluation child = evaluate(another, draw(true, false), 4, OptionalLong.of(3));
    assertThat(child.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isOne();
    assertThat(another.provenance()).containsKey("training.parentWeights.store");
    assertThat(WeightStore.share(folder).find(4)).isPresent();
    Path file;
    try (var files = Files.newDirectoryStream(folder, "trial-3_*")) {
      file = files.iterator().next();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> evaluate(another, draw(true, false), 5, OptionalLong.of(3)))
        .hasMessageContaining("trial [3] cannot be read")
        .hasRootCauseInstanceOf(MalformedWeightsException.class);
  }

  @Test
  void aMachineWithoutTheSharedFolderStartsAllAtRandomAndTellsSo() throws Exception {
    Dl4jEvaluator alone = inAProcess(folder.resolve("elsewhere"));
    Evaluation child = evaluate(alone, draw(true, false), 4, OptionalLong.of(3));
    assertThat(child.find(Dl4jEvaluator.INHERITED_WEIGHTS).orElse(0.0)).isZero();
    assertThat(alone.provenance())
        .doesNotContainKeys("training.parentWeights", "training.parentWeights.store");
  }

  @Test
  void refusesRatesThatDoNotLower() {
    assertThatThrownBy(() -> ParentWeights.builder(store).learningRate(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2.0]");
  }
}
