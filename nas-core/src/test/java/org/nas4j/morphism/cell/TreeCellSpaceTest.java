package org.nas4j.morphism.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.morphism.LayerOrder;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.testkit.ReferenceNetwork;
import org.nas4j.testkit.SearchSpaceContract;
import org.nas4j.testkit.SmallNetworks;

/** The acceptance checks 1 and 2 of TreeCell, and what every space must do. */
class TreeCellSpaceTest extends SearchSpaceContract<Architecture> {

  private static final Shape IMAGE = Shape.image(2, 8, 8);
  private static final double EXACT = 1e-5;

  @Override
  protected TreeCellSpace space() {
    return TreeCellSpace.of(
        CellSkeleton.chain(IMAGE, 3).groups(1).blocks(1).width(5).build());
  }

  private static Stream<CellSkeletonBuilder> small() {
    return Stream.of(
        CellSkeleton.chain(IMAGE, 3).groups(2).blocks(1).width(5),
        CellSkeleton.denseNet(IMAGE, 3).groups(2).blocks(1).width(3),
        CellSkeleton.denseNet(IMAGE, 3).groups(1).blocks(2).width(4).convolutionGroups(2),
        CellSkeleton.pyramidNet(IMAGE, 3).groups(2).blocks(1).width(2).added(4));
  }

  static Stream<CellSkeleton> skeletons() {
    return small()
        .flatMap(each -> Stream.of(
            each.order(LayerOrder.POST_ACTIVATION).build(),
            each.order(LayerOrder.PRE_ACTIVATION).build()));
  }

  private static double difference(WeightedArchitecture one, WeightedArchitecture other) {
    RandomGenerator random = new SplittableRandom(3);
    double largest = 0;
    for (int example = 0; example < 2; example++) {
      double[] input =
          random.doubles(one.architecture().input().elements(), -2, 2).toArray();
      double[] expected = new ReferenceNetwork(one.architecture(), one.weights()).output(input);
      double[] actual = new ReferenceNetwork(other.architecture(), other.weights()).output(input);
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(Math.log(expected[i]) - Math.log(actual[i])));
      }
    }
    return largest;
  }

  /**
   * Of 25 drawn cells a skeleton, 200 in all: where all edits say that they keep the function, it
   * is kept, and no edit keeps less than it says.
   */
  @ParameterizedTest
  @MethodSource("skeletons")
  void drawnCellsKeepTheFunctionIfTheySaySo(CellSkeleton skeleton) {
    TreeCellSpace space = TreeCellSpace.of(skeleton);
    RandomGenerator random = new SplittableRandom(5);
    WeightedArchitecture start =
        new WeightedArchitecture(skeleton.start(), SmallNetworks.weights(skeleton.start(), random));
    int exact = 0;
    int drawn = 0;
    while (drawn < 25) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      if (!build.isFeasible()) {
        continue;
      }
      drawn++;
      WeightedArchitecture current = start;
      boolean kept = true;
      for (Morphism morphism : space.morphisms(build.genotype())) {
        WeightedArchitecture next = morphism.apply(current, random);
        if (morphism.keepsFunction()) {
          assertThat(difference(current, next)).as("%s", morphism).isLessThan(EXACT);
        }
        kept &= morphism.keepsFunction();
        current = next;
      }
      assertThat(current.architecture()).isEqualTo(build.architecture());
      if (kept) {
        assertThat(difference(start, current)).isLessThan(EXACT);
        exact++;
      }
      assertThat(space.teacher(build.genotype(), start.weights()).isEmpty()).isEqualTo(kept);
    }
    assertThat(exact).as("cells that keep the function").isPositive();
  }

  /** Without pooling every cell of a post-activation skeleton keeps the function, 200 in all. */
  @ParameterizedTest
  @MethodSource("skeletons")
  void cellsWithoutPoolingKeepTheFunction(CellSkeleton skeleton) {
    TreeCellSpace space = TreeCellSpace.builder(skeleton)
        .growth(growth -> growth.operations(
            CellOperation.CHOICES.stream().filter(each -> !each.isPooling()).toList()))
        .build();
    boolean post = skeleton.places().get(0).order() == LayerOrder.POST_ACTIVATION;
    RandomGenerator random = new SplittableRandom(6);
    Map<String, WeightArray> weights = SmallNetworks.weights(skeleton.start(), random);
    Set<Genotype> seen = new HashSet<>();
    while (post && seen.size() < 50) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      if (build.isFeasible() && seen.add(build.genotype())) {
        WeightedArchitecture child = new WeightedArchitecture(
            build.architecture(),
            space.inherit(build.genotype(), build.architecture(), weights, random));
        assertThat(difference(new WeightedArchitecture(skeleton.start(), weights), child))
            .as("%s", space.cell(build.genotype()))
            .isLessThan(EXACT);
      }
    }
  }

  /** Answers as scripted edits want them, in the order in which they are asked. */
  private static Chooser scripted(List<CellEdit> edits) {
    List<CellEdit> left = new ArrayList<>(edits);
    return point -> {
      CellState state = (CellState) point.context();
      CellEdit next = left.isEmpty() ? null : left.get(0);
      boolean here = next != null && next.place().equals(state.place());
      if (point.decision().equals(CellGrowth.MERGE)) {
        boolean merges = here && next instanceof CellEdit.Merge;
        if (merges && ((CellEdit.Merge) next).merge() == CellMerge.CONCAT) {
          left.remove(0);
          return CellMerge.CONCAT.ordinal();
        }
        return merges ? CellMerge.ADD.ordinal() : CellMerge.NONE.ordinal();
      }
      if (point.decision().equals(CellGrowth.BRANCHES)) {
        left.remove(0);
        return CellGrowth.BRANCHES.options().indexOf(((CellEdit.Merge) next).branches());
      }
      if (point.decision().equals(CellGrowth.EXPAND)) {
        boolean expands = here && next instanceof CellEdit.Insert;
        if (expands) {
          left.remove(0);
        }
        return expands ? 1 : 0;
      }
      left.remove(0);
      return point.decision().options().indexOf(((CellEdit.Replace) next).operation());
    };
  }

  private static void assertReachable(List<CellEdit> edits) {
    CellSkeleton skeleton = CellSkeleton.denseNet(IMAGE, 3)
        .groups(1)
        .blocks(2)
        .width(4)
        .convolutionGroups(2)
        .build();
    TreeCellSpace space = TreeCellSpace.of(skeleton);
    Build<Architecture> build = space.sample(scripted(edits));
    assertThat(space.edits(build.genotype())).isEqualTo(edits);
    assertThat(build.architecture()).isEqualTo(skeleton.grown(edits));
  }

  @Test
  void publishedCellsAreReachedByAnswers() {
    assertReachable(PublishedCells.treeCellA());
    assertReachable(PublishedCells.treeCellB());
  }

  @Test
  void publishedCellsAreTheTreesOfThePaper() {
    CellTree start = CellTree.of(CellOperation.GROUPED_3);
    CellGrowth growth = CellGrowth.builder(start).build();
    assertThat(growth.grown(PublishedCells.treeCellA()))
        .hasToString("ADD(GROUPED_3 → ADD(CONVOLUTION_1 → CONCAT(AVERAGE_POOLING_3, SEPARABLE_7),"
            + " MAX_POOLING_3 → ADD(SEPARABLE_3, SEPARABLE_5)), GROUPED_3 → ADD(SEPARABLE_5 →"
            + " ADD(SEPARABLE_5, AVERAGE_POOLING_3, AVERAGE_POOLING_3), SEPARABLE_3 →"
            + " ADD(AVERAGE_POOLING_3, SEPARABLE_3)))");
    assertThat(growth.grown(PublishedCells.treeCellB()))
        .hasToString("ADD(GROUPED_3 → ADD(CONVOLUTION_1 → SEPARABLE_5, SEPARABLE_7 →"
            + " AVERAGE_POOLING_3), GROUPED_3 → ADD(AVERAGE_POOLING_3 → ADD(SEPARABLE_7,"
            + " CONVOLUTION_1), SEPARABLE_7 → AVERAGE_POOLING_3))");
    assertThat(growth.grown(PublishedCells.treeCellA()).height()).isEqualTo(3);
  }

  private static long separable(long channels, long kernel) {
    return channels * kernel * kernel + channels * channels + 2 * channels;
  }

  /** What a cell of the paper adds, by hand: each operation has a normalization on its input. */
  private static long cellA(long in, long out, long groups) {
    long half = out / 2;
    return 2 * (9 * in * out / groups + 2 * in)
        + out * out
        + 2 * out
        + separable(out - (out - half), 7)
        + 3 * separable(out, 3)
        + 3 * separable(out, 5);
  }

  private static long cellB(long in, long out, long groups) {
    return 2 * (9 * in * out / groups + 2 * in)
        + 2 * (out * out + 2 * out)
        + separable(out, 5)
        + 3 * separable(out, 7);
  }

  @Test
  void publishedCellsHaveTheParametersOfAHandCount() {
    CellSkeleton skeleton = CellSkeleton.denseNet(Shape.image(3, 8, 8), 10)
        .groups(1)
        .blocks(3)
        .width(8)
        .convolutionGroups(2)
        .build();
    long before = skeleton.start().cost().parameters();
    long start = 9L * 32 * 8 / 2 + 2 * 32;
    assertThat(skeleton.grown(PublishedCells.treeCellA()).cost().parameters())
        .isEqualTo(before + 3 * (cellA(32, 8, 2) - start));
    assertThat(skeleton.grown(PublishedCells.treeCellB()).cost().parameters())
        .isEqualTo(before + 3 * (cellB(32, 8, 2) - start));
  }

  /** The README's figures, 13.1, 5.7 and 14.3 millions. */
  @Test
  void publishedNetworksHaveThePublishedParameters() {
    Shape cifar = Shape.image(3, 32, 32);
    assertThat(millions(CellSkeleton.denseNet(cifar, 10).blocks(16).width(48))).isEqualTo(13.1);
    assertThat(millions(CellSkeleton.pyramidNet(cifar, 10).blocks(18).added(84)))
        .isEqualTo(5.7);
    assertThat(millions(CellSkeleton.pyramidNet(cifar, 10).blocks(18).added(150)))
        .isEqualTo(14.3);
  }

  private static double millions(CellSkeletonBuilder builder) {
    Architecture grown = builder.convolutionGroups(2).build().grown(PublishedCells.treeCellA());
    return Math.round(grown.cost().parameters() / 1e5) / 10.0;
  }

  @Test
  void theFirstOptionsLeaveTheNetworkAsItIs() {
    CellSkeleton skeleton = space().skeleton();
    assertThat(space().sample(point -> point.legalOption(0)).architecture())
        .isEqualTo(skeleton.start());
    Build<Architecture> copied = space()
        .sample(point -> point.decision().equals(CellGrowth.MERGE) ? CellMerge.ADD.ordinal() : 0);
    assertThat(copied.walk().infeasible().orElseThrow().reason())
        .isEqualTo("cell is only replicated");
  }

  @Test
  void growsFromAnIdentity() {
    Architecture.Builder b = Architecture.builder(IMAGE);
    b.add("stem", Convolution.of(5, Window.square(3)), Architecture.INPUT);
    b.add("relu", Activation.RELU, "stem");
    b.add("x", new Identity(), "relu");
    b.add("mean", GlobalPooling.AVERAGE, "x");
    b.add("out", SoftmaxOutput.of(3), "mean");
    CellPlace place = new CellPlace(List.of("x"), LayerOrder.POST_ACTIVATION, 0);
    TreeCellSpace space = TreeCellSpace.of(new CellSkeleton(
        b.build("out"), CellTree.of(CellOperation.UNDECIDED), List.of(place), true));
    RandomGenerator random = new SplittableRandom(8);
    WeightedArchitecture start = new WeightedArchitecture(
        space.skeleton().start(), SmallNetworks.weights(space.skeleton().start(), random));
    for (int i = 0; i < 50; i++) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      assertThat(build.isFeasible()).isTrue();
      WeightedArchitecture child = new WeightedArchitecture(
          build.architecture(),
          space.inherit(build.genotype(), build.architecture(), start.weights(), random));
      if (!space.cell(build.genotype()).hasPooling()) {
        assertThat(difference(start, child)).isLessThan(EXACT);
      }
    }
  }

  @Test
  void masksConcatenationWhereChannelsAreTooFew() {
    TreeCellSpace narrow = TreeCellSpace.of(
        CellSkeleton.chain(IMAGE, 3).groups(1).blocks(1).width(3).build());
    Build<Architecture> build = narrow.sample(point ->
        point.isLegal(CellMerge.CONCAT.ordinal()) && point.decision().equals(CellGrowth.MERGE)
            ? CellMerge.CONCAT.ordinal()
            : point.decision().equals(CellGrowth.EXPAND) ? 1 : point.legalOption(0));
    assertThat(build.isFeasible()).isTrue();
    assertThat(narrow.cell(build.genotype()).toString())
        .startsWith("CONCAT(CONVOLUTION_3 → CONCAT(");
    assertThat(build.points())
        .anyMatch(point -> point.decision().equals(CellGrowth.MERGE)
            && !point.isLegal(CellMerge.CONCAT.ordinal()));
  }

  @Test
  void growsOnFromAGrownCell() {
    CellTree start = CellTree.of(CellOperation.CONVOLUTION_3);
    CellTree half = CellGrowth.builder(start).build().grown(PublishedCells.treeCellA());
    CellGrowth on = CellGrowth.builder(half).depth(4).edits(3).build();
    List<CellEdit> edits =
        on.sample(point -> point.decision().equals(CellGrowth.EXPAND) ? 1 : 0).architecture();
    assertThat(edits).hasSize(3);
    assertThat(on.grown(edits).height()).isEqualTo(4);
  }

  @Test
  void asksEdgesBeforeWhatHangsFromThem() {
    List<String> asked = new ArrayList<>();
    space().sample(point -> {
      asked.add(point.decision().name() + ((CellState) point.context()).place());
      return point.decision().equals(CellGrowth.EXPAND) || point.decision().equals(CellGrowth.MERGE)
          ? 1
          : 0;
    });
    assertThat(asked.subList(0, 9))
        .containsExactly(
            "merge[0]",
            "branches[0]",
            "expand[0]",
            "merge[0, 0]",
            "branches[0, 0]",
            "edge[0, 0]",
            "edge[0, 1]",
            "expand[0, 0]",
            "merge[0, 0, 0]");
    assertThat(asked).doesNotContain("expand[0, 0, 0]").contains("expand[1]");
  }
}
