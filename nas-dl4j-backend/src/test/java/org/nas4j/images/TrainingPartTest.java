package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.largescale.LargeScaleSpace;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.Gene;
import org.nas4j.space.SearchSpace;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.asha.Asha;
import org.nas4j.strategy.asha.Rungs;
import org.nas4j.strategy.largescale.LargeScaleEvolution;

/** Searches whose trials go on from others, on real training. */
class TrainingPartTest {

  private static final Split DATA = Fixtures.shapes(200, 1).split(60, new SplittableRandom(1));
  private static final Shape IMAGE = Shape.image(1, 8, 8);
  private static final Rungs RUNGS = new Rungs(1, 2, 3);

  @TempDir
  private Path folder;

  private WeightStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = WeightStore.open(folder, 50, Long.MAX_VALUE);
  }

  private static Dl4jEvaluator.Builder evaluator(int epochs) {
    return Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(Dl4jTraining.builder().epochs(epochs).batch(20).build())
        .latencyBatch(0);
  }

  private static List<Trial> search(
      SearchSpace<Architecture> space, SearchStrategy strategy, Dl4jEvaluator evaluator, int most) {
    return NasSearch.builder(space)
        .strategy(strategy)
        .evaluator(evaluator)
        .deduplicateBy(Candidate::trialId)
        .stopAfter(StopRule.trials(most))
        .lookahead(1)
        .seed(2)
        .run()
        .trials();
  }

  /** A promoted trial has η·r epochs in all, not η·r more, and all of its parent's weights. */
  @Test
  void promotedTrialsGoOnFromTheirCheckpoint() {
    SearchSpace<Architecture> widths = choices -> Fixtures.small(IMAGE, 3);
    SearchSpace<Architecture> space = RUNGS.over(choices -> {
      choices.pick(Decision.of("name", 1, 2, 3, 4, 5, 6, 7, 8, 9));
      return widths.build(choices);
    });
    Dl4jEvaluator evaluator = evaluator(RUNGS.resource(RUNGS.top()))
        .parentWeights(ParentWeights.in(store))
        .parts(candidate -> {
          int rung = Rungs.rung(candidate.genotype());
          return new TrainingPart(RUNGS.before(rung), RUNGS.resource(rung), 1);
        })
        .build();
    List<Trial> trials = search(space, Asha.of(RUNGS), evaluator, 10);
    long epochs = 0;
    for (Trial trial : trials) {
      int rung = Rungs.rung(trial.genotype());
      var figures = trial.outcome().figures().orElseThrow();
      assertThat(figures.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isEqualTo(rung == 0 ? 0 : 1);
      assertThat(figures.history(Metric.VALIDATION_LOSS))
          .hasSize(RUNGS.resource(rung) - RUNGS.before(rung));
      epochs += figures.history(Metric.VALIDATION_LOSS).size();
    }
    assertThat(RUNGS.spent(trials)).isEqualTo(epochs);
    assertThat(trials.stream().map(each -> Rungs.rung(each.genotype()))).contains(1, 2);
  }

  /** All weights after what changes none, none after a reset, and otherwise some. */
  @Test
  void childrenOfEvolutionInheritWhatTheirMutationKept() {
    LargeScaleSpace space = LargeScaleSpace.builder(IMAGE, 3).depth(4).build();
    Dl4jEvaluator evaluator = evaluator(1)
        .parentWeights(ParentWeights.builder(store).carriedBy(space).build())
        .parts(candidate -> new TrainingPart(0, 1, space.learningRateFactor(candidate.genotype())))
        .build();
    SearchStrategy strategy = LargeScaleEvolution.builder().population(3).build();
    int children = 0;
    for (Trial trial : search(space, strategy, evaluator, 40)) {
      assertThat(trial.wasEvaluated()).isTrue();
      double share = trial.outcome().figures().orElseThrow().get(Dl4jEvaluator.INHERITED_WEIGHTS);
      if (trial.parent().isEmpty()) {
        assertThat(share).isZero();
        continue;
      }
      children++;
      switch (latest(trial)) {
        case IDENTITY, ALTER_LEARNING_RATE, ALTER_STRIDE, ADD_SKIP, REMOVE_SKIP ->
          assertThat(share).isOne();
        case RESET_WEIGHTS -> assertThat(share).isZero();
        default -> assertThat(share).isPositive();
      }
    }
    assertThat(children).isEqualTo(37);
  }

  private static LargeScaleSpace.Kind latest(Trial trial) {
    String mutation = LargeScaleSpace.MUTATION.name();
    List<Gene> mutations = trial.genotype().genes().stream()
        .filter(gene -> gene.decision().equals(mutation))
        .toList();
    return LargeScaleSpace.MUTATION
        .options()
        .get(mutations.get(mutations.size() - 2).option());
  }

  /** With hardly any rate a child scores what its parent did; with the usual one it learns. */
  @Test
  void rateOfAPartIsTheRateOfTheTraining() {
    SearchSpace<Architecture> space = choices -> {
      choices.pick(Decision.of("any", 1, 2));
      return Fixtures.small(IMAGE, 3);
    };
    Dl4jEvaluator still =
        evaluator(2).parts(each -> new TrainingPart(0, 2, 1e-12)).build();
    Dl4jEvaluator usual = evaluator(2).build();
    List<Double> losses = losses(space, still);
    assertThat(losses.get(1)).isCloseTo(losses.get(0), within(1e-2));
    List<Double> learned = losses(space, usual);
    assertThat(learned.get(1)).isLessThan(learned.get(0) - 0.05);
    Dl4jEvaluator whole = evaluator(2).parts(each -> new TrainingPart(0, 2, 1)).build();
    assertThat(losses(space, whole)).isEqualTo(learned);
  }

  private static List<Double> losses(SearchSpace<Architecture> space, Dl4jEvaluator evaluator) {
    return search(space, new RandomSearch(), evaluator, 1)
        .get(0)
        .outcome()
        .figures()
        .orElseThrow()
        .history(Metric.TRAINING_LOSS);
  }

  @Test
  void refusesPartsThatEndBeforeTheyBegin() {
    assertThatThrownBy(() -> new TrainingPart(4, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4] to [4]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> new TrainingPart(0, 4, 0)).hasMessageContaining("[0.0]");
  }
}
