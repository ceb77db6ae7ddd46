package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.morphism.LayerOrder;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.PublishedCells;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.treecell.TreeCell;

/** Cells that grow on real layers of both engines, with real training. */
class TreeCellTrainingTest {

  private static final Shape IMAGE = Shape.image(1, 8, 8);
  private static final Split DATA = Fixtures.shapes(330, 1).split(90, new SplittableRandom(1));
  private static final int EXAMPLES = 8;
  private static final float CLOSE = 1e-4f;

  @TempDir
  private Path folder;

  private static List<CellSkeleton> skeletons(LayerOrder order) {
    return List.of(
        CellSkeleton.chain(IMAGE, 3).groups(2).blocks(1).width(6).order(order).build(),
        CellSkeleton.denseNet(IMAGE, 3)
            .groups(2)
            .blocks(1)
            .width(4)
            .convolutionGroups(2)
            .order(order)
            .build(),
        CellSkeleton.pyramidNet(IMAGE, 3)
            .groups(2)
            .blocks(1)
            .width(4)
            .added(8)
            .order(order)
            .build());
  }

  static Stream<Arguments> networks() {
    return Stream.of(Engine.PORTABLE, Engine.ONEDNN)
        .flatMap(engine -> skeletons(LayerOrder.POST_ACTIVATION).stream()
            .map(skeleton -> Arguments.of(engine, skeleton)));
  }

  private static Dl4jTraining training(Engine engine, int epochs) {
    return Dl4jTraining.builder().engine(engine).epochs(epochs).batch(16).build();
  }

  private static Network open(Engine engine, WeightedArchitecture network) {
    Optimizer none = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0);
    Network open = Networks.open(
        engine, network.architecture(), new NetworkSettings(1, none, 0, 0, 1), EXAMPLES, true);
    open.setWeights(network.weights());
    return open;
  }

  private static float[] said(Engine engine, WeightedArchitecture network) {
    try (Network open = open(engine, network)) {
      var batch = open.examples(EXAMPLES);
      for (int i = 0; i < EXAMPLES; i++) {
        DATA.validation().write(i, batch);
      }
      return open.predict(EXAMPLES);
    }
  }

  private WeightedArchitecture trained(Architecture architecture, Engine engine, int epochs)
      throws Exception {
    WeightStore store = WeightStore.open(folder.resolve("trained"), 4, Long.MAX_VALUE);
    Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(training(engine, epochs))
        .latencyBatch(0)
        .parentWeights(ParentWeights.in(store))
        .build()
        .evaluate(
            new Candidate<>(0, Genotype.EMPTY, architecture, OptionalLong.empty()),
            Fixtures.Context.of(1));
    return new WeightedArchitecture(architecture, store.find(0).orElseThrow());
  }

  /** Trained weights, real statistics: cells without poolings say what the network said before. */
  @ParameterizedTest
  @MethodSource("networks")
  void grownCellsSayWhatTheNetworkSaid(Engine engine, CellSkeleton skeleton) throws Exception {
    WeightedArchitecture start = trained(skeleton.start(), engine, 4);
    TreeCellSpace space = TreeCellSpace.builder(skeleton)
        .growth(growth -> growth.operations(
            CellOperation.CHOICES.stream().filter(each -> !each.isPooling()).toList()))
        .build();
    float[] expected = said(engine, start);
    SplittableRandom random = new SplittableRandom(4);
    int checked = 0;
    while (checked < 3) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      if (build.isFeasible() && build.points().size() < 40) {
        Map<String, WeightArray> weights =
            space.inherit(build.genotype(), build.architecture(), start.weights(), random);
        float[] actual = said(engine, new WeightedArchitecture(build.architecture(), weights));
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i]).isCloseTo(expected[i], within(CLOSE));
        }
        checked++;
      }
    }
  }

  /**
   * In a DenseNet most of the function goes past the cells, so that there is less to bring back.
   */
  static Stream<Arguments> forgetful() {
    return Stream.of(
        Arguments.of(skeletons(LayerOrder.POST_ACTIVATION).get(0), 10),
        Arguments.of(skeletons(LayerOrder.PRE_ACTIVATION).get(0), 10),
        Arguments.of(skeletons(LayerOrder.PRE_ACTIVATION).get(1), 5));
  }

  /**
   * With poolings, or ReLUs before convolutions, they do not; then the child imitates its parent.
   */
  @ParameterizedTest
  @MethodSource("forgetful")
  void imitationBringsTheFunctionBack(CellSkeleton skeleton, double factor) throws Exception {
    WeightedArchitecture start = trained(skeleton.start(), Engine.AUTO, 15);
    WeightedArchitecture child = start;
    for (Morphism morphism : skeleton.morphisms(PublishedCells.treeCellB())) {
      child = morphism.apply(child, new SplittableRandom(2));
    }
    Map<String, WeightArray> settled = Settling.settle(
        child.architecture(),
        child.weights(),
        inserted(child),
        DATA.training(),
        training(Engine.AUTO, 1),
        1);
    Distillation.Result result = Distillation.pathLevel().toBuilder()
        .batch(24)
        .build()
        .teach(
            start,
            new WeightedArchitecture(child.architecture(), settled),
            DATA.training(),
            training(Engine.AUTO, 1),
            3);
    assertThat(result.after())
        .as("before [%s]", result.before())
        .isLessThan(result.before() / factor);
    assertThat(result.network().architecture()).isEqualTo(child.architecture());
  }

  private static List<String> inserted(WeightedArchitecture child) {
    return child.weights().keySet().stream()
        .filter(name -> name.contains("+next") && name.endsWith("/mean"))
        .map(name -> name.substring(0, name.length() - "/mean".length()))
        .toList();
  }

  private static Dl4jEvaluator evaluator(TreeCellSpace space, WeightStore store, int epochs) {
    return Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(training(Engine.AUTO, epochs))
        .latencyBatch(0)
        .parentWeights(ParentWeights.builder(store)
            .carriedBy(space)
            .distilled(Distillation.builder().epochs(10).batch(24).build())
            .build())
        .build();
  }

  @Test
  void aSearchGrowsCellsFromATrainedNetwork() throws Exception {
    TreeCellSpace space = TreeCellSpace.builder(
            skeletons(LayerOrder.POST_ACTIVATION).get(0))
        .growth(growth -> growth.depth(2))
        .build();
    WeightStore store = WeightStore.open(folder.resolve("search"), 20, Long.MAX_VALUE);
    List<Trial> trials = NasSearch.builder(space)
        .strategy(TreeCell.small().toBuilder().batch(2).build())
        .evaluator(evaluator(space, store, 2))
        .lookahead(1)
        .stopAfter(StopRule.trials(6))
        .seed(2)
        .run()
        .trials();
    assertThat(trials).hasSize(6);
    double start = accuracy(trials.get(0));
    for (Trial trial : trials.subList(1, trials.size())) {
      Evaluation figures = trial.outcome().figures().orElseThrow();
      assertThat(figures.get(Dl4jEvaluator.INHERITED_WEIGHTS)).isOne();
      assertThat(accuracy(trial)).isGreaterThan(start - 0.1);
    }
  }

  private static double accuracy(Trial trial) {
    return trial.outcome().figures().orElseThrow().get(Metric.VALIDATION_ACCURACY);
  }
}
