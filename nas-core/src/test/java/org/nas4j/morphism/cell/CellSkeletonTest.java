package org.nas4j.morphism.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.morphism.LayerOrder;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.testkit.SmallNetworks;

/** Each skeleton node by node, and what it refuses. */
class CellSkeletonTest {

  private static final Shape IMAGE = Shape.image(2, 8, 8);

  /** Name and channels; behind them the rows where they change. */
  private static List<String> nodes(Architecture network) {
    return network.nodes().stream()
        .map(each -> each.name() + " " + network.shape(each.name()).channels())
        .toList();
  }

  private static int rows(CellSkeleton skeleton, String node) {
    return ((Shape.Image) skeleton.start().shape(node)).height();
  }

  @Test
  void aChainDoublesItsChannelsBetweenGroups() {
    CellSkeleton skeleton =
        CellSkeleton.chain(IMAGE, 3).groups(2).blocks(2).width(3).build();
    assertThat(nodes(skeleton.start()))
        .containsExactly(
            "stem 3",
            "stem/bn 3",
            "stem/relu 3",
            "cell1 3",
            "cell1/bn 3",
            "cell1/relu 3",
            "cell2 3",
            "cell2/bn 3",
            "cell2/relu 3",
            "transition1 6",
            "transition1/bn 6",
            "transition1/relu 6",
            "transition1/half 6",
            "cell3 6",
            "cell3/bn 6",
            "cell3/relu 6",
            "cell4 6",
            "cell4/bn 6",
            "cell4/relu 6",
            "mean 6",
            "out 3");
    assertThat(rows(skeleton, "cell2")).isEqualTo(8);
    assertThat(rows(skeleton, "cell4")).isEqualTo(4);
    assertThat(skeleton.cell()).isEqualTo(CellTree.of(CellOperation.CONVOLUTION_3));
    assertThat(skeleton.places())
        .extracting(CellPlace::start)
        .containsExactly(
            List.of("cell1", "cell1/bn", "cell1/relu"),
            List.of("cell2", "cell2/bn", "cell2/relu"),
            List.of("cell3", "cell3/bn", "cell3/relu"),
            List.of("cell4", "cell4/bn", "cell4/relu"));
    assertThat(skeleton.start().node("transition1").layer())
        .isEqualTo(Convolution.of(6, Window.square(1)));
    assertThat(skeleton).hasToString("CellSkeleton[" + skeleton.start() + ", 4 × CONVOLUTION_3]");
  }

  @Test
  void preActivationStandsBeforeAllButTheStemAndOnceMoreAtTheEnd() {
    CellSkeleton skeleton = CellSkeleton.chain(IMAGE, 3)
        .groups(1)
        .blocks(1)
        .width(3)
        .order(LayerOrder.PRE_ACTIVATION)
        .build();
    assertThat(nodes(skeleton.start()))
        .containsExactly(
            "stem 3",
            "cell1/bn 3",
            "cell1/relu 3",
            "cell1 3",
            "last/bn 3",
            "last/relu 3",
            "mean 3",
            "out 3");
  }

  /** A stem of 2 · 2; bottlenecks of 4 · 2; the transition makes 4 of 8. */
  @Test
  void aDenseNetConcatenatesItsCells() {
    CellSkeleton skeleton = CellSkeleton.denseNet(IMAGE, 3)
        .groups(2)
        .blocks(2)
        .width(2)
        .order(LayerOrder.POST_ACTIVATION)
        .build();
    assertThat(nodes(skeleton.start()).stream().filter(each -> !each.contains("/")))
        .containsExactly(
            "stem 4",
            "in1 8",
            "cell1 2",
            "concat1 6",
            "in2 8",
            "cell2 2",
            "concat2 8",
            "transition1 4",
            "in3 8",
            "cell3 2",
            "concat3 6",
            "in4 8",
            "cell4 2",
            "concat4 8",
            "mean 8",
            "out 3");
    assertThat(skeleton.start().node("concat2").inputs()).containsExactly("concat1", "cell2/relu");
    assertThat(rows(skeleton, "cell2")).isEqualTo(8);
    assertThat(rows(skeleton, "cell3")).isEqualTo(4);
  }

  /** Of 4 added channels one more with each block: 3, 4, 5 and 6, four times as wide between. */
  @Test
  void aPyramidGrowsFromBlockToBlockAndHalvesBetweenGroups() {
    CellSkeleton skeleton = CellSkeleton.pyramidNet(IMAGE, 3)
        .groups(2)
        .blocks(2)
        .width(2)
        .added(4)
        .order(LayerOrder.POST_ACTIVATION)
        .build();
    assertThat(nodes(skeleton.start()).stream().filter(each -> !each.contains("/")))
        .containsExactly(
            "stem 2",
            "in1 3",
            "cell1 3",
            "out1 12",
            "shortcut1 12",
            "add1 12",
            "in2 4",
            "cell2 4",
            "out2 16",
            "shortcut2 16",
            "add2 16",
            "in3 5",
            "cell3 5",
            "out3 20",
            "shortcut3 20",
            "add3 20",
            "in4 6",
            "cell4 6",
            "out4 24",
            "shortcut4 24",
            "add4 24",
            "mean 24",
            "out 3");
    assertThat(rows(skeleton, "add2")).isEqualTo(8);
    assertThat(rows(skeleton, "add3")).isEqualTo(4);
    assertThat(rows(skeleton, "add4")).isEqualTo(4);
    assertThat(skeleton.start().shape("shortcut3/half")).isEqualTo(Shape.image(16, 4, 4));
  }

  /** Channels of a pyramid are rounded down to a multiple of the groups. */
  @Test
  void aPyramidsCellsHaveAMultipleOfTheirGroups() {
    CellSkeleton skeleton = CellSkeleton.pyramidNet(IMAGE, 3)
        .groups(1)
        .blocks(3)
        .width(4)
        .added(6)
        .convolutionGroups(4)
        .build();
    assertThat(skeleton.places()).hasSize(3);
    assertThat(rows(skeleton, "cell3")).as("one group").isEqualTo(8);
    assertThat(List.of("cell1", "cell2", "cell3"))
        .extracting(each -> skeleton.start().shape(each).channels())
        .as("of 6, 8 and 10")
        .containsExactly(4, 8, 8);
    assertThat(skeleton.start().node("cell3").layer())
        .isEqualTo(new Convolution(8, Window.square(3), 4, false));
  }

  @ParameterizedTest
  @CsvSource({"1, true, CONVOLUTION_3", "2, true, GROUPED_3", "3, false, GROUPED_3"})
  void evenNumbersOfGroupsCanBeSharedOut(int groups, boolean evenly, CellOperation cell) {
    CellSkeleton skeleton = CellSkeleton.chain(IMAGE, 3)
        .groups(1)
        .blocks(1)
        .width(6)
        .convolutionGroups(groups)
        .build();
    assertThat(skeleton.isSplitEvenly()).isEqualTo(evenly);
    assertThat(skeleton.cell()).isEqualTo(CellTree.of(cell));
    assertThat(skeleton.concatenable(skeleton.cell()).test(List.of(0))).isEqualTo(evenly);
  }

  /** Of 3 channels the first branch has 2, the second 1; of 4 both have 2. */
  @Test
  void branchesOfOneChannelAreNotConcatenatedAgain() {
    CellTree two = CellTree.of(CellOperation.CONVOLUTION_3).merged(List.of(0), CellMerge.CONCAT, 2);
    CellTree below = two.inserted(List.of(0)).inserted(List.of(1));
    CellSkeleton three = chain(3);
    assertThat(three.concatenable(below).test(List.of(0, 0))).isTrue();
    assertThat(three.concatenable(below).test(List.of(1, 0))).isFalse();
    assertThat(three.concatenable(two).test(List.of(1))).isFalse();
    assertThat(chain(4).concatenable(below).test(List.of(1, 0))).isTrue();
  }

  private static CellSkeleton chain(int width) {
    return CellSkeleton.chain(IMAGE, 3).groups(1).blocks(1).width(width).build();
  }

  @Test
  void refusesPlacesWithoutNodes() {
    CellSkeleton skeleton = chain(3);
    assertThatThrownBy(() -> new CellSkeleton(skeleton.start(), skeleton.cell(), List.of(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A skeleton has at least one place for its cell.");
    CellPlace nowhere = new CellPlace(List.of("nowhere"), LayerOrder.BARE, 0);
    assertThatThrownBy(
            () -> new CellSkeleton(skeleton.start(), skeleton.cell(), List.of(nowhere), true))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> new CellPlace(List.of(), LayerOrder.BARE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A cell starts from at least one node.");
  }

  /** The start alone has exactly as many parameters as it may have, and no child has fewer. */
  @Test
  void networksMayHaveAsManyParametersAsTheLimitSays() {
    CellSkeleton skeleton = chain(3);
    long now = skeleton.start().cost().parameters();
    TreeCellSpace exact =
        TreeCellSpace.builder(skeleton).greatestParameters(now).build();
    Chooser nothing = point -> point.legalOption(0);
    assertThat(exact.sample(nothing).architecture()).isEqualTo(skeleton.start());
    TreeCellSpace less = exact.toBuilder().greatestParameters(now - 1).build();
    assertThat(less.skeleton()).isEqualTo(skeleton);
    assertThat(less.sample(nothing).walk().infeasible().orElseThrow())
        .hasMessage("The network has [" + now + "] parameters, more than [" + (now - 1) + "].");
    assertThat(exact.toBuilder().build().settings())
        .isEqualTo(exact.settings())
        .containsEntry("greatestParameters", String.valueOf(now));
  }

  @Test
  void refusesWeightsOfAnotherSkeleton() {
    TreeCellSpace space = TreeCellSpace.of(chain(3));
    Build<Architecture> build = space.sample(point -> point.legalOption(0));
    SplittableRandom random = new SplittableRandom(1);
    for (CellSkeleton other : List.of(chain(4), CellSkeleton.denseNet(IMAGE, 3).build())) {
      Map<String, WeightArray> weights = SmallNetworks.weights(other.start(), random);
      assertThatThrownBy(
              () -> space.inherit(build.genotype(), build.architecture(), weights, random))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "These are not the weights of the skeleton with its smallest cell.\nMaybe they"
                  + " are of a grown child, or of another space.");
    }
  }
}
