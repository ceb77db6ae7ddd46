package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;

class EditSpaceTest {

  private static final Shape.Image IMAGE = Shape.image(1, 8, 8);
  private static final Architecture PLAIN = StartNetworks.eas(IMAGE, 3);
  private static final Architecture DENSE = StartNetworks.denseNet(IMAGE, 3, 4, 2, 2);

  private static EditSpace exact(EditSpace space) {
    return space.toBuilder().widerNoise(0).deeperNoise(0).build();
  }

  /** Draws evenly, but ends only after so many steps, or when nothing else is possible. */
  private static Chooser steps(int count, RandomGenerator random) {
    int[] left = {count};
    return point -> {
      if (!point.decision().name().equals(EditSpace.STEP)) {
        return point.legalOption(random.nextInt(point.legalCount()));
      }
      boolean ends = left[0]-- == 0 || point.isForced();
      return ends ? EditSpace.END : point.legalOption(1 + random.nextInt(point.legalCount() - 1));
    };
  }

  private static List<String> words(DecisionPoint point) {
    return ((NetworkState) point.context())
        .layers().stream().map(LayerToken::word).toList();
  }

  @Test
  void readsTheDemonstrationsNetworkAsItsCodeDoes() {
    Build<Architecture> build = EditSpace.easDemo(PLAIN).sample(point -> EditSpace.END);
    assertThat(words(build.points().get(0)))
        .containsExactly(
            "conv-4-3", "pool", "conv-4-3", "pool", "conv-4-3", "pool", "conv-4-3", "pool", "fc-8");
    assertThat(build.architecture()).isEqualTo(PLAIN);
    assertThat(LayerEdits.blocks(PLAIN)).isEqualTo(5);
  }

  @Test
  void readsDenselyConnectedNetworksByGrowthRatesAndTransitions() {
    Build<Architecture> build = EditSpace.easDense(DENSE).sample(point -> EditSpace.END);
    assertThat(words(build.points().get(0)))
        .containsExactly("t", "g-4", "g-4", "t", "g-4", "g-4", "t");
  }

  /** Each layer is asked about once, and each that says yes goes one level up. */
  @Test
  void widensEachLayerThatSaysYesByOneLevel() {
    Build<Architecture> build = EditSpace.easDemo(PLAIN).sample(point -> {
      boolean step = point.decision().name().equals(EditSpace.STEP);
      if (step) {
        return point.index() == 0 ? 1 : EditSpace.END;
      }
      return point.isForced() ? 0 : 1;
    });
    assertThat(build.points()).hasSize(11);
    assertThat(words(build.points().get(10)))
        .containsExactly(
            "conv-8-3",
            "pool",
            "conv-8-3",
            "pool",
            "conv-8-3",
            "pool",
            "conv-8-3",
            "pool",
            "fc-16");
    assertThat(words(build.points().get(9))).as("the state before the step").contains("conv-4-3");
  }

  /**
   * No pool, no classifier, no layer of the greatest width; and nothing throws in all these walks.
   */
  @Tag("comparison")
  @Test
  void tenThousandEpisodesWidenOnlyWhatMayBeWider() {
    EditSpace space =
        EditSpace.easDemo(PLAIN).toBuilder().widths(4, 8).units(8, 16).build();
    SplittableRandom random = new SplittableRandom(1);
    int topped = 0;
    long classes = 0;
    for (int i = 0; i < 10_000; i++) {
      Build<Architecture> build = space.sample(steps(3, random));
      for (DecisionPoint point : build.points()) {
        NetworkState state = (NetworkState) point.context();
        if (point.decision().equals(LayerEdits.WIDER)) {
          LayerToken token = state.layers().get(state.answers().size() - 1);
          boolean top = token.width() == (token.kind().equals("fc") ? 16 : 8);
          topped += top ? 1 : 0;
          if (point.isForced() != (top || token.kind().equals("pool"))) {
            fail("[%s] was asked about with [%d] options", token.word(), point.legalCount());
          }
        }
      }
      classes += build.architecture().shape(build.architecture().output()).channels();
    }
    assertThat(topped).isPositive();
    assertThat(classes).isEqualTo(30_000);
  }

  @Test
  void layersThatAnAdditionJoinsAreAskedAboutOnce() {
    Architecture residual = Networks.all().get("residual");
    EditSpace space = EditSpace.easDemo(residual);
    Build<Architecture> build = space.sample(steps(1, new SplittableRandom(4)));
    long open =
        space.sample(point -> point.index() == 0 ? 1 : point.legalOption(0)).points().stream()
            .filter(point -> point.decision().equals(LayerEdits.WIDER) && !point.isForced())
            .count();
    assertThat(open)
        .as("stem, r1a, r1b with r1p, r2a, …, same with the last addition")
        .isEqualTo(7);
    assertThat(build.architecture()).isNotNull();
  }

  private static void assertKeepsFunction(EditSpace space, int children) {
    SplittableRandom random = new SplittableRandom(2);
    WeightedArchitecture start = Networks.weighted(space.start(), random);
    for (int i = 0; i < children; i++) {
      Build<Architecture> build = space.sample(steps(6, random));
      WeightedArchitecture child = new WeightedArchitecture(
          build.architecture(),
          space.inherit(build.walk().genotype(), build.architecture(), start.weights(), random));
      assertThat(child.architecture().cost().parameters())
          .isGreaterThanOrEqualTo(start.architecture().cost().parameters());
      assertThat(Networks.difference(start, child)).isLessThan(1e-4);
    }
  }

  @Test
  void plainChildrenComputeWhatTheStartDoes() {
    assertKeepsFunction(exact(EditSpace.easDemo(PLAIN)), 10);
  }

  @Test
  void residualChildrenComputeWhatTheStartDoes() {
    assertKeepsFunction(exact(EditSpace.easDemo(Networks.all().get("residual"))), 10);
  }

  /** Mini-blocks that are wider and copied, copies of copies, and wider transitions. */
  @Test
  void denseChildrenComputeWhatTheStartDoes() {
    assertKeepsFunction(exact(EditSpace.easDense(DENSE)), 6);
  }

  @Test
  void aCopyOfAMiniBlockReadsNothingOfItsOriginal() {
    WeightedArchitecture parent = Networks.weighted(DENSE, new SplittableRandom(3));
    WeightedArchitecture child =
        new InsertMiniBlock("b1m1", 0).apply(parent, new SplittableRandom(4));
    WeightArray bottleneck = child.weights().get("b1m1+mini1/3/kernel");
    WeightArray original = parent.weights().get("b1m1.bottleneck/kernel");
    assertThat(bottleneck.shape()).isEqualTo(List.of(16, 12, 1, 1));
    for (int made = 0; made < 16; made++) {
      for (int read = 0; read < 12; read++) {
        float expected = read < 8 ? original.values()[made * 8 + read] : 0;
        assertThat(bottleneck.values()[made * 12 + read]).isEqualTo(expected);
      }
    }
    Map<String, WeightArray> weights = child.weights();
    assertThat(weights.get("b1m1+mini1/1/variance").values()).endsWith(1, 1, 1, 1);
    assertThat(weights.get("b1m1+mini1/1/mean").values()).endsWith(0, 0, 0, 0);
    assertThat(child.architecture().shape("b1m2").channels()).isEqualTo(8 + 3 * 4);
  }

  /** Copies of growth 4, first convolution to 2·4, transition to half of 8 + 4·4. */
  @Test
  void transitionsGrowWithWhatGoesIn() {
    EditSpace space = EditSpace.easDense(DENSE);
    int deepen = 2;
    int[] kinds = {deepen, deepen, 3, 0};
    int[] asked = {0};
    Build<Architecture> build = space.sample(
        point -> point.decision().name().equals(EditSpace.STEP) ? kinds[asked[0]++] : 0);
    assertThat(DENSE.shape("t1").channels()).isEqualTo(8);
    assertThat(build.architecture().shape("t1").channels()).isEqualTo(12);
    assertThat(build.architecture().shape("first").channels()).isEqualTo(8);
    assertThat(space.edits(build.walk().genotype())).hasSize(3);
  }

  @Test
  void withinALimitNothingLeadsBeyond() {
    long most = PLAIN.cost().parameters() + 500;
    EditSpace space =
        EditSpace.easDemo(PLAIN).toBuilder().greatestParameters(most).build();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      assertThat(space.sample(steps(9, random)).architecture().cost().parameters())
          .isLessThanOrEqualTo(most);
    }
  }

  /** Any edits, in any order: whatever comes of them fits together. */
  @Tag("comparison")
  @Test
  void tenThousandFreeEditsGiveNetworksThatFitTogether() {
    SplittableRandom random = new SplittableRandom(6);
    List<Morphism> done = new ArrayList<>();
    for (Architecture start : List.of(
        PLAIN,
        Networks.all().get("residual"),
        Networks.all().get("branches"),
        Networks.all().get("separable"))) {
      EditSpace space = EditSpace.rena(start);
      WeightedArchitecture weighted = Networks.weighted(start, random);
      while (done.size() % 2500 != 2499) {
        Build<Architecture> build = space.sample(steps(8, random));
        List<Morphism> edits = space.edits(build.walk().genotype());
        edits.stream().limit(2499 - done.size() % 2500).forEach(done::add);
        if (done.size() % 5 == 0) {
          Map<String, WeightArray> weights = space.inherit(
              build.walk().genotype(), build.architecture(), weighted.weights(), random);
          assertThat(new WeightedArchitecture(build.architecture(), weights)).isNotNull();
        }
      }
      done.add(new EnlargeKernel("next"));
    }
    assertThat(done).hasSize(10_000);
    assertThat(done.stream().filter(each -> each instanceof Remove).count()).isGreaterThan(1000);
    assertThat(done.stream().filter(each -> !each.keepsFunction()).count())
        .isEqualTo(done.stream()
            .filter(each ->
                each instanceof Remove || each instanceof Narrow || each instanceof ShrinkKernel)
            .count());
  }

  @Test
  void whatWasInsertedCanBeRemovedAgain() {
    Architecture deeper = new Deepen("conv1.relu", 3, true, 0).edit(PLAIN);
    String inserted = deeper.nodes().stream()
        .map(Node::name)
        .filter(name -> name.contains("deep"))
        .findFirst()
        .orElseThrow();
    Architecture back = new Remove(inserted).edit(deeper);
    assertThat(back).isEqualTo(PLAIN);
    WeightedArchitecture parent = Networks.weighted(PLAIN, new SplittableRandom(7));
    WeightedArchitecture grown =
        new Deepen("conv1.relu", 3, true, 0).apply(parent, new SplittableRandom(8));
    WeightedArchitecture again = new Remove(inserted).apply(grown, new SplittableRandom(9));
    assertThat(Networks.difference(parent, again)).isZero();
    assertThat(new Deepen("conv1.relu", 3, true, 0).edit(back)).isEqualTo(deeper);
  }

  @Test
  void narrowingKeepsTheFirstChannelsAndTheRestOfAConcatenation() {
    Architecture branches = Networks.all().get("branches");
    WeightedArchitecture parent = Networks.weighted(branches, new SplittableRandom(10));
    WeightedArchitecture child = new Narrow("one", 2).apply(parent, new SplittableRandom(11));
    WeightArray before = parent.weights().get("after/kernel");
    WeightArray after = child.weights().get("after/kernel");
    assertThat(before.shape()).isEqualTo(List.of(5, 11, 3, 3));
    assertThat(after.shape()).isEqualTo(List.of(5, 10, 3, 3));
    for (int made = 0; made < 5; made++) {
      for (int read = 0; read < 10; read++) {
        int from = read < 2 ? read : read + 1;
        assertThat(after.values()[(made * 10 + read) * 9])
            .isEqualTo(before.values()[(made * 11 + from) * 9]);
      }
    }
  }

  @Test
  void aSmallerKernelIsTheMiddleOfTheLarger() {
    WeightedArchitecture parent = Networks.weighted(PLAIN, new SplittableRandom(12));
    WeightedArchitecture larger =
        new EnlargeKernel("conv2").apply(parent, new SplittableRandom(13));
    WeightedArchitecture back = new ShrinkKernel("conv2").apply(larger, new SplittableRandom(14));
    assertThat(back.architecture()).isEqualTo(PLAIN);
    assertThat(Networks.difference(parent, back)).isZero();
    assertThatThrownBy(() -> new ShrinkKernel("conv2").edit(new ShrinkKernel("conv2").edit(PLAIN)))
        .hasMessageContaining("no border to lose")
        .hasMessageContaining("Maybe");
  }

  /** A network that became what it was: the last time counts, so that nothing is lost. */
  @Test
  void parentsAreTheLastNetworkWithTheirShapes() {
    EditSpace space = exact(EditSpace.rena(PLAIN));
    int[] kinds = {1, 2, 0};
    int[] asked = {0};
    Build<Architecture> build = space.sample(point -> {
      if (point.decision().name().equals(EditSpace.STEP)) {
        return kinds[asked[0]++];
      }
      return point.decision().name().equals("where") && asked[0] == 2 ? 1 : point.legalOption(0);
    });
    assertThat(build.architecture()).isEqualTo(PLAIN);
    WeightedArchitecture parent = Networks.weighted(PLAIN, new SplittableRandom(15));
    Map<String, WeightArray> inherited =
        space.inherit(build.walk().genotype(), PLAIN, parent.weights(), new SplittableRandom(16));
    assertThat(Networks.difference(parent, new WeightedArchitecture(PLAIN, inherited)))
        .isZero();
  }

  @Test
  void refusesWeightsOfAStranger() {
    EditSpace space = EditSpace.easDemo(PLAIN);
    Build<Architecture> build = space.sample(point -> EditSpace.END);
    Map<String, WeightArray> others =
        Networks.weighted(DENSE, new SplittableRandom(17)).weights();
    assertThatThrownBy(() -> space.inherit(
            build.walk().genotype(), build.architecture(), others, new SplittableRandom(18)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Maybe they are of a trial that is not its parent");
  }

  @Test
  void refusesWhatIsNotAscendingOrHasNoCentre() {
    EditSpace.Builder builder = EditSpace.easDemo(PLAIN).toBuilder();
    assertThatThrownBy(() -> builder.widths(4, 4)).hasMessageContaining("[4, 4]");
    assertThatThrownBy(() -> builder.units()).hasMessageContaining("[]");
    assertThatThrownBy(() -> builder.kernels(2)).hasMessageContaining("[2]");
    assertThatThrownBy(() -> builder.steps(0)).hasMessageContaining("[0]");
  }

  private static List<Object> widthsAbove(EditSpace space, String node) {
    return Answers.edits(space, EditSpace.Kind.WIDEN, true, false, true, false, true, false, true)
        .stream()
        .filter(edit -> edit instanceof Widen widen && widen.node().equals(node))
        .<Object>map(edit -> ((Widen) edit).width())
        .toList();
  }

  /** 4 to 40 by 4, and the next of the paper's widths. */
  @Test
  void presetsHaveThePublishedWidths() {
    Architecture wide = new Widen("conv1", 36, 0).edit(PLAIN);
    assertThat(widthsAbove(EditSpace.easDemo(wide), "conv1")).containsExactly(40);
    Architecture widest = new Widen("conv1", 40, 0).edit(PLAIN);
    assertThat(Answers.legalAfter(EditSpace.easDemo(widest), EditSpace.Kind.WIDEN))
        .containsExactly(false);
    assertThat(widthsAbove(EditSpace.easPaper(widest), "conv1")).containsExactly(64);
    assertThat(EditSpace.easPaper(PLAIN).settings())
        .containsEntry("widths", "[16, 32, 64, 96, 128, 192, 256, 320, 384, 448, 512, 576, 640]")
        .containsEntry("units", "[64, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280]")
        .containsEntry("steps", "100");
    assertThat(EditSpace.easDense(DENSE).settings())
        .containsEntry("positions", "20")
        .containsEntry("units", "[]");
    assertThat(EditSpace.easDemo(PLAIN).from(widest).start()).isEqualTo(widest);
  }

  /** Two steps are asked for and made, though a third would be possible. */
  @Test
  void thereAreNoMoreStepsThanAllowed() {
    EditSpace space =
        EditSpace.rena(PLAIN).toBuilder().steps(2).normalized(false).build();
    Build<Architecture> build =
        space.sample(Answers.of(EditSpace.Kind.INSERT, 0, 3, EditSpace.Kind.INSERT, 0, 1));
    assertThat(build.points()).hasSize(6);
    assertThat(space.edits(build.genotype()))
        .containsExactly(
            new Deepen("conv1.relu", 3, false, 0.001), new Deepen("conv1.relu", 1, false, 0.001));
  }

  /** What the edits themselves do, with the same draws. */
  @Test
  void childrenTakeAllEditsThatTheirParentHadNot() {
    EditSpace space = EditSpace.rena(PLAIN);
    Build<Architecture> build = space.sample(Answers.of(
        EditSpace.Kind.SCALE,
        0,
        FreeEdits.Scale.WIDER,
        EditSpace.Kind.SCALE,
        2,
        FreeEdits.Scale.WIDER));
    Widen first = new Widen("conv1", 8, 0.01);
    Widen second = new Widen("conv2", 8, 0.01);
    WeightedArchitecture start = Networks.weighted(PLAIN, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    assertThat(space.inherit(
            build.genotype(), build.architecture(), start.weights(), new SplittableRandom(2)))
        .usingRecursiveComparison()
        .isEqualTo(second.apply(first.apply(start, random), random).weights());
    WeightedArchitecture middle = Networks.weighted(first.edit(PLAIN), new SplittableRandom(3));
    assertThat(space.inherit(
            build.genotype(), build.architecture(), middle.weights(), new SplittableRandom(4)))
        .usingRecursiveComparison()
        .isEqualTo(second.apply(middle, new SplittableRandom(4)).weights());
    WeightedArchitecture last = Networks.weighted(build.architecture(), new SplittableRandom(5));
    assertThat(space.inherit(
            build.genotype(), build.architecture(), last.weights(), new SplittableRandom(6)))
        .usingRecursiveComparison()
        .isEqualTo(last.weights());
  }

  @Test
  void smallestWidthsAndKernelsAreOne() {
    EditSpace space =
        EditSpace.rena(PLAIN).toBuilder().widths(1, 4).kernels(1, 3).build();
    assertThat(space.settings())
        .containsEntry("widths", "[1, 4]")
        .containsEntry("kernels", "[1, 3]");
    assertThatThrownBy(() -> space.toBuilder().widths(0, 4))
        .hasMessage("The widths must be ascending and above 0, but are [0, 4].");
    assertThatThrownBy(() -> space.toBuilder().kernels(1, 2, 3))
        .hasMessage("An identity kernel has a centre, so that sizes must be odd, but are [1, 2, 3]."
            + "\nMaybe use 1, 3 and 5.");
  }
}
