package org.nas4j.spaces.enas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/** Where paper and released code differ, in the networks that they build. */
class EnasModesTest {

  private static final Shape IMAGE = Shape.image(1, 8, 8);

  /** Two layers; the second reads the stem's skip, or not. */
  private static Architecture macro(EnasMode mode, int skip) {
    int[] answers = {0, 1, skip};
    return EnasMacroSpace.builder(IMAGE, 3)
        .layers(2)
        .filters(4)
        .mode(mode)
        .build()
        .sample(point -> answers[point.index()])
        .architecture();
  }

  @Test
  void thePaperNarrowsWhatALayerReadsBeforeItsOperation() {
    Architecture network = macro(EnasMode.PAPER, 1);
    assertThat(network.node("layer1/join").layer()).isEqualTo(new Add());
    assertThat(network.node("layer1/join").inputs())
        .hasSize(2)
        .allSatisfy(each ->
            assertThat(network.node(each).layer()).isEqualTo(Convolution.of(4, Window.square(1))));
    assertThat(network.node("layer1/join/norm").inputs()).containsExactly("layer1/join");
    assertThat(network.nodes()).noneMatch(node -> node.name().equals("layer1/add"));
    assertThat(macro(EnasMode.PAPER, 0).nodes())
        .noneMatch(node -> node.name().startsWith("layer1/join"));
  }

  @Test
  void theCodeAddsWhatALayerReadsToItsOutput() {
    Architecture network = macro(EnasMode.OFFICIAL_CODE, 1);
    assertThat(network.node("layer1/add").layer()).isEqualTo(new Add());
    assertThat(network.node("layer1/norm").layer()).isEqualTo(BatchNormalization.DEFAULT);
    assertThat(network.node("layer1/norm").inputs()).containsExactly("layer1/add");
    assertThat(network.nodes()).noneMatch(node -> node.name().contains("/join"));
    Architecture alone = macro(EnasMode.OFFICIAL_CODE, 0);
    assertThat(alone.nodes()).noneMatch(node -> node.name().equals("layer1/add"));
    assertThat(alone.node("layer1/norm").layer()).isEqualTo(BatchNormalization.DEFAULT);
    // The first layer has nothing to add, and its operation's normalization alone.
    assertThat(alone.nodes()).noneMatch(node -> node.name().equals("layer0/norm"));
  }

  /** Poolings alone; the second node reads the first and an input. */
  private static Architecture micro(EnasMode mode) {
    EnasCell cell = EnasCell.ofTokens(0, 2, 1, 2, 2, 3, 0, 3);
    return EnasMicroSpace.builder(IMAGE, 3)
        .nodes(2)
        .cells(3)
        .filters(4)
        .mode(mode)
        .build()
        .network(cell, cell);
  }

  private static List<Integer> strides(Architecture network, String cell) {
    return network.nodes().stream()
        .filter(node -> node.name().startsWith(cell + "/"))
        .filter(node -> node.layer() instanceof Pooling)
        .map(node -> ((Pooling) node.layer()).window().strideHeight())
        .toList();
  }

  @Test
  void thePaperHalvesByOperationsOnTheInputsOfACell() {
    Architecture network = micro(EnasMode.PAPER);
    assertThat(strides(network, "cell1")).containsExactlyInAnyOrder(2, 2, 2, 1);
    assertThat(strides(network, "cell0")).containsOnly(1).hasSize(4);
    assertThat(network.nodes()).noneMatch(node -> node.name().startsWith("cell1/half"));
    assertThat(network.shape("cell1/output/norm")).isEqualTo(Shape.image(8, 4, 4));
  }

  @Test
  void theCodeHalvesTheInputOfACell() {
    Architecture network = micro(EnasMode.OFFICIAL_CODE);
    assertThat(strides(network, "cell1")).containsOnly(1).hasSize(4);
    assertThat(network.nodes())
        .filteredOn(node -> node.name().startsWith("cell1/half"))
        .extracting(node -> node.layer())
        .contains(new FactorizedReduction(8));
    assertThat(network.shape("cell1/output/norm")).isEqualTo(Shape.image(8, 4, 4));
  }

  /** Two cells of two poolings; in the first nobody reads state 1, in the second nobody state 0. */
  private static Architecture wired(boolean released) {
    EnasCell normal = EnasCell.ofTokens(0, 2, 0, 3, 0, 2, 2, 3);
    EnasCell reduction = EnasCell.ofTokens(1, 2, 1, 3, 1, 2, 2, 3);
    return EnasMicroSpace.builder(IMAGE, 3)
        .nodes(2)
        .cells(3)
        .filters(4)
        .releasedWiring(released)
        .build()
        .network(normal, reduction);
  }

  /** pham2018enas, code: all states that were not read are gathered, the inputs among them. */
  @Test
  void inputsThatNobodyReadsEnterTheOutputOfReleasedCells() {
    Architecture network = wired(true);
    assertThat(network.node("cell0/output/add").inputs())
        .containsExactly("cell0/output/from1", "cell0/output/from3");
    assertThat(network.node("cell0/output/relu1").inputs()).containsExactly("cell0/last/norm");
    assertThat(network.node("cell1/output/add").inputs())
        .containsExactly("cell1/output/from0", "cell1/output/from3");
    assertThat(wired(false).nodes()).noneMatch(node -> node.name().equals("cell0/output/add"));
  }

  /** pham2018enas, code: layers = [layers[-1], halved] before the cell and after it. */
  @Test
  void releasedReductionCellsReadTheLastOutputTwice() {
    Architecture network = wired(true);
    // State 0: the last output, halved on the way into the cell, after a rectifier.
    assertThat(network.node("cell1/before/conv").layer()).isEqualTo(new FactorizedReduction(8));
    assertThat(network.node("cell1/before/relu").inputs()).containsExactly("cell0/output/norm");
    // State 1: the same, halved without one.
    assertThat(network.node("cell1/half/conv").layer()).isEqualTo(new FactorizedReduction(8));
    assertThat(network.node("cell1/half/conv").inputs()).containsExactly("cell0/output/norm");
    assertThat(network.nodes()).noneMatch(node -> node.name().equals("cell1/half/relu"));
    // The next cell's state 0 is the halved map, which needs no more halving.
    assertThat(network.node("cell2/node0a/from0/avg3").inputs()).containsExactly("cell1/half/norm");
    assertThat(network.nodes()).noneMatch(node -> node.name().startsWith("cell2/before"));
    assertThat(network.node("cell2/node0a/from0/avg3").layer()).isInstanceOf(Pooling.class);
    assertThat(network.node("cell2/output/relu1").inputs()).containsExactly("cell1/output/norm");
    Architecture first = wired(false);
    assertThat(first.node("cell1/before/relu").inputs()).containsExactly("stem/norm");
    assertThat(first.node("cell1/half/conv").inputs()).containsExactly("cell1/half/relu");
    assertThat(first.node("cell2/before/relu").inputs()).containsExactly("cell0/output/norm");
  }

  @Test
  void thePaperHasNoReleasedWiring() {
    EnasMicroSpace.Builder both =
        EnasMicroSpace.builder(IMAGE, 3).mode(EnasMode.PAPER).releasedWiring(true);
    assertThatThrownBy(both::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The wiring is the released code's, but the mode is [PAPER].\n"
            + "Maybe set the mode to [OFFICIAL_CODE].");
    assertThat(EnasMicroSpace.released(IMAGE, 3).settings())
        .containsEntry("releasedWiring", "true")
        .containsEntry("nodes", "5")
        .containsEntry("filters", "20");
  }
}
