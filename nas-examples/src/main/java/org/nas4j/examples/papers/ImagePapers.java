package org.nas4j.examples.papers;

import java.util.List;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.eval.Metric;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.morphism.StartNetworks;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.objective.Rewards;
import org.nas4j.predict.AsynchronousHalving;
import org.nas4j.search.RandomSearch;
import org.nas4j.spaces.blockqnn.BlockQnnSpace;
import org.nas4j.spaces.metaqnn.MetaQnnSpace;
import org.nas4j.spaces.nas.DepthSchedule;
import org.nas4j.spaces.nas.NasSkipSpace;
import org.nas4j.spaces.nasnet.NasnetOperation;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.parts.DeepConvSpace;
import org.nas4j.spaces.pnas.PnasSpace;
import org.nas4j.strategy.bananas.Bananas;
import org.nas4j.strategy.eas.Eas;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.growing.GrowingDepth;
import org.nas4j.strategy.morphism.MorphismSearch;
import org.nas4j.strategy.networkkernel.NetworkKernelSearch;
import org.nas4j.strategy.pnas.Pnas;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.EpsilonSchedule;
import org.nas4j.strategy.qlearning.FasterBlockQnn;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.qlearning.Tabular;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.rena.Rena;
import org.nas4j.strategy.treecell.TreeCell;
import org.nas4j.strategy.uct.Uct;

/** Papers that train each network for images on its own. */
final class ImagePapers {

  /** Models of MetaQNN's whole schedule, of which here are {@link Stage#LEAST_NETWORKS}. */
  private static final double SHARE =
      (double) Stage.LEAST_NETWORKS / EpsilonSchedule.META_QNN.total();

  private ImagePapers() {}

  static Course nas() {
    DepthSchedule depths = new DepthSchedule(3, 1, 7);
    return new TrialSearch(
            digits -> NasSkipSpace.builder(digits.shape(), digits.classes())
                .growing(depths, 6)
                .filterHeights(1, 3, 5)
                .filterWidths(1, 3, 5)
                .filters(6, 9, 12, 16)
                .poolAfter(1, 2)
                .build(),
            GrowingDepth.of(
                Reinforce.nas().toBuilder().batch(4).build(), NasSkipSpace.DEPTH, depths.every()),
            new Scaled("depth", "6, + 2 each 1,600, to 20", "3, + 1 each 7, to 6"),
            new Scaled("kernels", "1, 3, 5, 7", "1, 3, 5"),
            new Scaled("filters", "24, 36, 48, 64", "6, 9, 12, 16"),
            new Scaled("pooling", "none", "after layers 1 and 2"),
            new Scaled("children of an update", "8 x 100 replicas", "4"),
            new Scaled("epochs", "50, best of the last 5 cubed", "2, best cubed"))
        .reward(Rewards.cubedMaxOfLastFive(Metric.VALIDATION_ACCURACY));
  }

  static Course metaQnn() {
    return new TrialSearch(
            digits -> MetaQnnSpace.small(digits.shape(), digits.classes()),
            QLearning.metaQnn().toBuilder()
                .exploration(EpsilonSchedule.META_QNN.scaled(SHARE))
                .build(),
            new Scaled("depth", "18", "6"),
            new Scaled("filters", "64, 128, 256, 512", "8, 16, 32"),
            new Scaled("units", "128, 256, 512", "32, 64, 128"),
            new Scaled("models of the schedule", "2,700", "about 20, at least 1 a line"),
            new Scaled("epochs", "20", "2"))
        .training(Dl4jTraining.metaQnn().toBuilder().epochs(2).batch(32).build());
  }

  static Course blockQnn() {
    return new TrialSearch(
            digits -> BlockQnnSpace.small(digits.shape(), digits.classes()),
            QLearning.blockQnn().toBuilder()
                .values(Tabular.BLOCK_QNN.toBuilder().replay(64, 4).build())
                .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(
                    (double) Stage.LEAST_NETWORKS / EpsilonSchedule.BLOCK_QNN_ITERATIONS.total()))
                .build(),
            new Scaled("layers of a block", "23", "6"),
            new Scaled("network", "3 stages of 4 blocks, 32 filters", "2 stages of 1, 8 filters"),
            new Scaled("blocks of an iteration", "64", "4"),
            new Scaled("iterations", "178", "about 20, at least 1 a line"),
            new Scaled("reward", "less FLOPs and density", "accuracy, since all are small"),
            new Scaled("epochs", "12", "2"))
        .training(Dl4jTraining.blockQnn().toBuilder().epochs(2).batch(32).build());
  }

  static Course fasterBlockQnn() {
    return new TrialSearch(
            digits -> BlockQnnSpace.small(digits.shape(), digits.classes()),
            FasterBlockQnn.zhong().toBuilder()
                .agent(QLearning.blockQnn().toBuilder()
                    .values(Tabular.BLOCK_QNN.toBuilder().replay(64, 8).build())
                    .exploration(EpsilonSchedule.BLOCK_QNN_ITERATIONS.scaled(2))
                    .build())
                .initial(10)
                .imagined(32)
                .refit(4)
                .build(),
            new Scaled("layers of a block", "23", "6"),
            new Scaled("network", "3 stages of 4 blocks, 32 filters", "2 stages of 1, 8 filters"),
            new Scaled("blocks of the schedule", "11,392", "356, 32 of each 33 foretold"),
            new Scaled("blocks before predictions", "not told", "10"),
            new Scaled("epochs", "12", "2"))
        .training(Dl4jTraining.blockQnn().toBuilder().epochs(2).batch(32).build());
  }

  static Course nasnet() {
    return new TrialSearch(
        ImagePapers::cells,
        Ppo.nasnet().toBuilder().batch(5).build(),
        new Scaled("cells", "5 blocks, 2 a stage, 3 stages", "3 blocks, 1 a stage, 2 stages"),
        new Scaled("filters", "32, stem of 96", "8, stem of 8"),
        new Scaled("children of an update", "20", "5"),
        new Scaled("children", "20,000", "at least 20"));
  }

  static Course evolution() {
    return new TrialSearch(
        ImagePapers::cells,
        Evolution.real().toBuilder().population(8).sample(3).build(),
        new Scaled("cells", "5 blocks, 3 a stage, 3 stages", "3 blocks, 1 a stage, 2 stages"),
        new Scaled("filters", "24", "8"),
        new Scaled("population", "100", "8"),
        new Scaled("sample", "25", "3"),
        new Scaled("models", "20,000", "at least 20"));
  }

  static NasnetSpace cells(Digits digits) {
    return NasnetSpace.small(digits.shape(), digits.classes());
  }

  /** All ten cells of one block, then eight of each further size. */
  static Course pnas() {
    return new TrialSearch(
        digits -> PnasSpace.of(
            cells(digits), 3, List.of(NasnetOperation.SEPARABLE_3X3, NasnetOperation.MAX_3X3)),
        Pnas.liu().toBuilder().kept(8).build(),
        new Scaled("cells", "up to 5 blocks, 2 a stage, 3 stages", "up to 3, 1 a stage, 2 stages"),
        new Scaled("operations", "8", "2"),
        new Scaled("filters", "24", "8"),
        new Scaled("cells of each size", "256", "8"));
  }

  static Course eas() {
    return new TrialSearch(
            digits -> EditSpace.easDemo(start(digits)),
            Eas.demo().toBuilder().wider(1).deeper(1).batch(4).build(),
            new Scaled("first network", "trained for 20 epochs", "for 2"),
            new Scaled("steps of an episode", "4 wider, 5 deeper", "1 wider, 1 deeper"),
            new Scaled("episodes of an update", "10", "4"))
        .inheriting();
  }

  static Course rena() {
    return new TrialSearch(
            digits -> EditSpace.rena(start(digits)),
            Rena.builder().batch(4).build(),
            new Scaled("first network", "any", "EAS' first one"),
            new Scaled("reward", "under limits of resources", "accuracy, without limits"))
        .inheriting();
  }

  private static Architecture start(Digits digits) {
    return StartNetworks.eas((Shape.Image) digits.shape(), digits.classes());
  }

  static Course treeCell() {
    return new TrialSearch(
            digits -> TreeCellSpace.builder(CellSkeleton.chain(digits.shape(), digits.classes())
                    .groups(2)
                    .blocks(1)
                    .width(8)
                    .build())
                .growth(growth -> growth.depth(2))
                .build(),
            TreeCell.small().toBuilder().batch(4).build(),
            new Scaled("skeleton", "DenseNet or PyramidNet", "chain of 2 cells, 8 filters"),
            new Scaled("depth of a tree", "3", "2"),
            new Scaled("networks of an update", "as released", "4"))
        .inheriting();
  }

  static Course bananas() {
    return TrialSearch.knowingItsSpace(
        ImagePapers::cells,
        networks -> Bananas.of(networks).toBuilder().initial(8).round(4).build(),
        new Scaled("space", "DARTS' cells", "NASNet's small cells"),
        new Scaled("random candidates at first", "10", "8"),
        new Scaled("candidates of a round", "10", "4"),
        new Scaled("candidates", "150", "at least 20"));
  }

  static Course morphismBo() {
    return TrialSearch.knowingItsSpace(
        digits -> MorphismSpace.of(teacher(digits), 4, 60_000),
        NetworkKernelSearch::of,
        new Scaled("first network", "3 convolutions of 64", "2 convolutions of 8 filters"),
        new Scaled("edits", "any number, 2^24 parameters", "up to 4, 60,000 parameters"),
        new Scaled("weights", "from the parent", "random"));
  }

  static Course net2Net() {
    return new TrialSearch(
            digits -> MorphismSpace.of(teacher(digits), 8, 100_000),
            MorphismSearch.builder().children(4).edits(1).build(),
            new Scaled("teacher", "Inception", "2 convolutions of 8 filters"),
            new Scaled("students", "one wider, one deeper", "4 a generation, the best goes on"),
            new Scaled("student's learning rate", "a tenth", "three tenths"))
        .inheriting();
  }

  private static Architecture teacher(Digits digits) {
    Architecture.Builder b = Architecture.builder(digits.shape());
    String last = Architecture.INPUT;
    for (int i = 1; i <= 2; i++) {
      last = b.add("conv" + i, Convolution.of(8, Window.square(3)), last);
      last = b.add("bn" + i, BatchNormalization.DEFAULT, last);
      last = b.add("relu" + i, Activation.RELU, last);
      last = b.add("pool" + i, Pooling.max(Window.square(2).stride(2)), last);
    }
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(digits.classes()), last));
  }

  static Course deepArchitect() {
    return new TrialSearch(
        digits -> DeepConvSpace.small(digits.shape(), digits.classes()),
        Uct.deepArchitect().toBuilder().bisected(Uct.Bisection.ALL).build(),
        new Scaled("filters", "48 to 128", "8, 16, 32"),
        new Scaled("copies of a convolution", "up to 32", "up to 4"),
        new Scaled("models", "64", "at least 20"),
        new Scaled("minutes of a model", "30", "see below"));
  }

  static Course asha() {
    return new TrialSearch(
            ImagePapers::cells,
            new RandomSearch(),
            new Scaled("space", "DARTS' cells", "NASNet's small cells"),
            new Scaled("rungs", "1, 4, 16, 64, 256 of 300 epochs", "1, 4 of 4 epochs"),
            new Scaled("variant", "promotes", "stops"))
        .training(Dl4jTraining.of(4))
        .pruning(AsynchronousHalving.of(Metric.VALIDATION_ACCURACY));
  }
}
