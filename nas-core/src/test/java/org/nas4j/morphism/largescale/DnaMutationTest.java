package org.nas4j.morphism.largescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.morphism.largescale.LargeScaleSpace.Kind;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;

/** What each kind of mutation may be asked for, at the very limits. */
class DnaMutationTest {

  private static final long ANY = Long.MAX_VALUE;

  private static MutationLimits limits(int depth, long parameters) {
    return MutationLimits.of(depth, parameters, 16, 9);
  }

  private static BackboneEdge convolution(int id, int channels, int rows, int columns, int halves) {
    return new BackboneEdge(id, channels, rows, columns, halves, true);
  }

  private static Dna dna(BackboneEdge... edges) {
    return new Dna(Shape.image(4, 9, 9), 3, edges.length, 1, false, List.of(edges), List.of());
  }

  private static List<Object> legal(DecisionPoint point) {
    return IntStream.range(0, point.legalCount())
        .<Object>mapToObj(i -> point.decision().options().get(point.legalOption(i)))
        .toList();
  }

  /** What may be answered after some answers. */
  private static List<Object> legal(MutationLimits limits, Dna dna, Kind kind, Object... answers) {
    SearchSpace<Dna> asking = choices -> new DnaMutation(limits, dna).ask(kind, choices);
    List<Object> legal = new ArrayList<>();
    asking.sample(point -> {
      if (point.index() == answers.length) {
        legal.addAll(legal(point));
      }
      return point.index() < answers.length
          ? point.decision().options().indexOf(answers[point.index()])
          : point.legalOption(0);
    });
    return legal;
  }

  private static boolean allows(MutationLimits limits, Dna dna, Kind kind) {
    return new DnaMutation(limits, dna).allows(kind);
  }

  @Test
  void limitsAreQuestions() {
    MutationLimits limits = MutationLimits.of(3, 100, 5, 6);
    assertThat(limits.place().options()).containsExactly(0, 1, 2, 3);
    assertThat(limits.from().options()).containsExactly(0, 1, 2, 3);
    assertThat(limits.skip().options()).as("3 · 4 / 2 pairs").containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(limits.places()).isEqualTo(6);
    assertThat(limits.channels().options()).containsExactly(1, 2, 3, 4, 5);
    assertThat(limits.stride().options()).containsExactly(0, 1, 2, 3);
    assertThat(limits.kernel().options()).containsExactly(1, 3, 5);
    assertThat(limits.side().options()).containsExactly(KernelSide.ROWS, KernelSide.COLUMNS);
    assertThat(limits.active().options()).containsExactly(false, true);
    assertThat(limits.rate().options())
        .hasSize(30)
        .startsWith(0.5, 0.55)
        .contains(0.95, 1.05)
        .doesNotContain(1.0)
        .endsWith(1.95, 2.0);
    assertThat(MutationLimits.of(1, 100, 5, 6).places())
        .as("before or behind one edge")
        .isEqualTo(2);
  }

  @Test
  void edgesComeAnywhereUntilTheBackboneIsFull() {
    Dna one = dna(convolution(1, 4, 3, 3, 0));
    assertThat(legal(limits(2, ANY), one, Kind.INSERT_CONVOLUTION)).containsExactly(0, 1);
    assertThat(legal(limits(2, ANY), one, Kind.INSERT_ONE_TO_ONE)).containsExactly(0, 1);
    assertThat(allows(limits(1, ANY), one, Kind.INSERT_CONVOLUTION)).isFalse();
    assertThat(allows(limits(1, ANY), one, Kind.INSERT_ONE_TO_ONE)).isFalse();
  }

  /** 4 maps of 3 classes and 3 biases; a convolution of 4 · 4 · 9 with scale and shift. */
  @Test
  void networksMayHaveAsManyWeightsAsTheLimitSays() {
    long first = 4 * 3 + 3;
    long one = 4 * 4 * 9 + 2 * 4;
    assertThat(dna().parameters()).isEqualTo(first);
    assertThat(allows(limits(2, first + one), dna(), Kind.INSERT_CONVOLUTION)).isTrue();
    assertThat(allows(limits(2, first + one - 1), dna(), Kind.INSERT_CONVOLUTION))
        .isFalse();
  }

  @Test
  void newConvolutionsHalveAtMostOnceAndNotBelowAPixel() {
    Object[] behind = {1};
    assertThat(
            legal(limits(3, ANY), dna(convolution(1, 4, 3, 3, 2)), Kind.INSERT_CONVOLUTION, behind))
        .containsExactly(0, 1);
    assertThat(
            legal(limits(3, ANY), dna(convolution(1, 4, 3, 3, 3)), Kind.INSERT_CONVOLUTION, behind))
        .containsExactly(0);
  }

  @Test
  void stridesChangeByOneAndNotBelowAPixel() {
    MutationLimits limits = limits(3, ANY);
    Dna one = dna(convolution(1, 4, 3, 3, 1));
    assertThat(legal(limits, one, Kind.ALTER_STRIDE, 0)).containsExactly(0, 2);
    Dna full = dna(convolution(1, 4, 3, 3, 1), convolution(2, 4, 3, 3, 2));
    assertThat(legal(limits, full, Kind.ALTER_STRIDE, 0)).containsExactly(0);
    assertThat(legal(limits, full, Kind.ALTER_STRIDE, 1)).containsExactly(1);
  }

  /** 2 is a half of 4, and 8 twice as many. */
  @Test
  void channelsChangeFromExactlyAHalfToExactlyTwice() {
    Dna two = dna(BackboneEdge.oneToOne(1, true), convolution(2, 4, 3, 3, 0));
    assertThat(legal(limits(3, ANY), two, Kind.ALTER_CHANNELS)).containsExactly(1);
    assertThat(legal(limits(3, ANY), two, Kind.ALTER_CHANNELS, 1))
        .containsExactly(2, 3, 5, 6, 7, 8);
    assertThat(legal(limits(3, two.parameters()), two, Kind.ALTER_CHANNELS, 1))
        .containsExactly(2, 3);
    assertThat(allows(limits(3, ANY), dna(BackboneEdge.oneToOne(1, true)), Kind.ALTER_CHANNELS))
        .isFalse();
  }

  @Test
  void aConvolutionThatFitsNoOtherWidthKeepsItsOwn() {
    MutationLimits one = MutationLimits.of(3, ANY, 1, 9);
    assertThat(allows(one, dna(convolution(1, 1, 3, 3, 0)), Kind.ALTER_CHANNELS))
        .isFalse();
    assertThat(allows(one, dna(convolution(1, 2, 3, 3, 0)), Kind.ALTER_CHANNELS))
        .isTrue();
  }

  /** From a half of 3, which is 1, to 7; of 5 from 3 to 9. */
  @Test
  void kernelsChangeSideBySide() {
    Dna one = dna(convolution(1, 4, 3, 5, 0));
    MutationLimits limits = MutationLimits.of(3, ANY, 16, 15);
    assertThat(legal(limits, one, Kind.FILTER_SIZE, 0, KernelSide.ROWS)).containsExactly(1, 5, 7);
    assertThat(legal(limits, one, Kind.FILTER_SIZE, 0, KernelSide.COLUMNS))
        .containsExactly(3, 7, 9, 11);
    assertThat(legal(
            MutationLimits.of(3, one.parameters(), 16, 15),
            one,
            Kind.FILTER_SIZE,
            0,
            KernelSide.ROWS))
        .containsExactly(1);
  }

  @Test
  void onlySidesThatCanChangeAreOffered() {
    MutationLimits smallest = MutationLimits.of(3, ANY, 16, 1);
    Dna two = dna(convolution(1, 4, 1, 1, 0), convolution(2, 4, 1, 3, 0));
    assertThat(legal(smallest, two, Kind.FILTER_SIZE)).containsExactly(1);
    assertThat(legal(smallest, two, Kind.FILTER_SIZE, 1)).containsExactly(KernelSide.COLUMNS);
    assertThat(allows(smallest, dna(convolution(1, 4, 1, 1, 0)), Kind.FILTER_SIZE))
        .isFalse();
  }

  @Test
  void sidesAreRowsAndColumns() {
    BackboneEdge edge = convolution(1, 4, 3, 5, 0);
    assertThat(edge.withKernel(KernelSide.ROWS, 7)).isEqualTo(convolution(1, 4, 7, 5, 0));
    assertThat(edge.withKernel(KernelSide.COLUMNS, 7)).isEqualTo(convolution(1, 4, 3, 7, 0));
    assertThat(edge.kernel(KernelSide.ROWS)).isEqualTo(3);
    assertThat(edge.kernel(KernelSide.COLUMNS)).isEqualTo(5);
  }

  /** The longer side decides: 9 pixels are halved three times, and 8 too. */
  @Test
  void resolutionsAreHalvedDownToOnePixel() {
    assertThat(Dna.first(Shape.image(1, 3, 8), 2).canHalve(3)).isTrue();
    assertThat(Dna.first(Shape.image(1, 8, 3), 2).canHalve(4)).isFalse();
    assertThat(Dna.first(Shape.image(1, 7, 7), 2).canHalve(3)).isFalse();
  }

  @Test
  void verticesAreFoundByTheMutationThatMadeThem() {
    Dna dna = dna(convolution(7, 4, 3, 3, 0), convolution(2, 4, 3, 3, 0));
    assertThat(dna.vertex(0)).isZero();
    assertThat(dna.vertex(7)).isEqualTo(1);
    assertThat(dna.vertex(2)).isEqualTo(2);
  }

  @Test
  void onlySkipsOfARemovedEdgeGoWithIt() {
    Dna dna = dna(
            convolution(1, 4, 3, 3, 0), convolution(2, 4, 3, 3, 0), convolution(3, 4, 3, 3, 0))
        .addSkip(0, 2)
        .addSkip(1, 3);
    Dna less = dna.remove(1);
    assertThat(less.edges()).extracting(BackboneEdge::id).containsExactly(1, 3);
    assertThat(less.skips()).containsExactly(new SkipEdge(1, 3));
  }

  private static List<String> names(Dna dna) {
    return DnaNetwork.of(dna).nodes().stream().map(Node::name).toList();
  }

  /** No sum of one, and no reshaping to the same shape. */
  @Test
  void networksHaveNoNodesWithoutAnEffect() {
    Dna plain = dna(convolution(1, 4, 3, 3, 0));
    assertThat(names(plain)).containsExactly("conv1", "norm1", "relu1", "mean", "out");
    assertThat(names(plain.addSkip(0, 1)))
        .containsExactly("conv1", "add1", "norm1", "relu1", "mean", "out");
    assertThat(names(dna(convolution(1, 4, 3, 3, 1)).addSkip(0, 1)))
        .containsExactly("conv1", "skip0-1/pixels", "add1", "norm1", "relu1", "mean", "out");
    assertThat(names(dna(convolution(1, 5, 3, 3, 0)).addSkip(0, 1)))
        .containsExactly("conv1", "skip0-1/channels", "add1", "norm1", "relu1", "mean", "out");
  }
}
