package org.nas4j.spaces.enas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.arch.recurrent.Nonlinearity;
import org.nas4j.space.Build;

/**
 * ENAS' recurrent cells (Pham et al. 2018, section 2.1): how many there are, and what is their
 * output.
 */
class EnasRecurrentSpaceTest {

  @Test
  void asksTwentyThreeDecisions() {
    SplittableRandom random = new SplittableRandom(1);
    Build<EnasRecurrentCell> sample = EnasRecurrentSpace.paper()
        .sample(point -> point.legalOption(random.nextInt(point.legalCount())));
    assertThat(sample.points()).hasSize(23);
    for (int i = 0; i < 23; i++) {
      boolean previous = i % 2 == 1;
      assertThat(sample.points().get(i).legalCount()).isEqualTo(previous ? (i + 1) / 2 : 4);
    }
    assertThat(sample.architecture().nodes()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 16", "3, 128", "4, 1536"})
  void hasTheSizeOfTheFormula(int nodes, int size) {
    EnasRecurrentSpace space = EnasRecurrentSpace.builder().nodes(nodes).build();
    Set<EnasRecurrentCell> cells = new HashSet<>();
    int[] answers = new int[2 * nodes - 1];
    boolean more = true;
    while (more) {
      int[] at = {0};
      int[] legal = new int[answers.length];
      cells.add(space
          .sample(point -> {
            legal[at[0]] = point.legalCount();
            return point.legalOption(answers[at[0]++]);
          })
          .architecture());
      more = next(answers, legal);
    }
    assertThat(cells).hasSize(size);
  }

  private static boolean next(int[] answers, int[] legal) {
    for (int i = answers.length - 1; i >= 0; i--) {
      if (++answers[i] < legal[i]) {
        return true;
      }
      answers[i] = 0;
    }
    return false;
  }

  @Test
  void looseEndsMakeTheOutputInThePaperAndAllNodesInTheCode() {
    int[] tokens = {0, 0, 1, 0, 2, 2, 3};
    EnasRecurrentCell paper = EnasRecurrentCell.ofTokens(EnasMode.PAPER, tokens);
    assertThat(paper.outputs()).containsExactly(1, 3).isEqualTo(paper.looseEnds());
    EnasRecurrentCell code = EnasRecurrentCell.ofTokens(EnasMode.OFFICIAL_CODE, tokens);
    assertThat(code.looseEnds()).containsExactly(1, 3);
    assertThat(code.outputs()).containsExactly(0, 1, 2, 3);
    assertThat(List.of(paper.weight(0), paper.weight(1), paper.weight(2), paper.weight(3)))
        .containsExactly("node0/hidden", "node1/from0", "node2/from0", "node3/from2");
  }

  @ParameterizedTest
  @EnumSource(EnasMode.class)
  void aLooseEndIsAlwaysLeft(EnasMode mode) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      EnasRecurrentCell cell = EnasRecurrentSpace.builder()
          .nodes(5)
          .mode(mode)
          .build()
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture();
      assertThat(cell.looseEnds()).contains(4);
    }
  }

  @Test
  void theCodeNumbersActivationsInItsOwnOrderAndFixesTheFirst() {
    int[] tokens = {2, 0, 2, 0, 3};
    EnasRecurrentCell paper = EnasRecurrentCell.ofTokens(EnasMode.PAPER, tokens);
    EnasRecurrentCell code = EnasRecurrentCell.ofTokens(EnasMode.OFFICIAL_CODE, tokens);
    assertThat(List.of(paper.activation(0), paper.activation(1), paper.activation(2)))
        .containsExactly(Nonlinearity.IDENTITY, Nonlinearity.IDENTITY, Nonlinearity.SIGMOID);
    assertThat(List.of(code.activation(0), code.activation(1), code.activation(2)))
        .containsExactly(Nonlinearity.TANH, Nonlinearity.SIGMOID, Nonlinearity.IDENTITY);
  }

  /**
   * Node 0 mixes input and state by a highway, node 1 goes on from it; the mean of loose ends is
   * node 1.
   */
  @Test
  void graphComputesHighways() {
    CellGraph graph = EnasRecurrentCell.ofTokens(EnasMode.PAPER, 1, 0, 0).graph();
    Map<String, WeightArray> weights = Map.of(
        "node0/input", WeightArray.of(List.of(1, 2), new float[] {2, -1}),
        "node0/hidden", WeightArray.of(List.of(1, 2), new float[] {0.5f, 3}),
        "node1/from0", WeightArray.of(List.of(1, 2), new float[] {-1, 4}));
    assertThat(graph.weights(1, 1).keySet())
        .isEqualTo(new LinkedHashSet<>(List.of("node0/input", "node0/hidden", "node1/from0")));
    double first = 0.5 + sigmoid(-0.75 + 1.5) * (Math.max(0, 1.5 + 0.25) - 0.5);
    double second = first + sigmoid(4 * first) * (Math.tanh(-first) - first);
    CellGraph.Step step = graph.step(new double[] {0.75}, List.of(new double[] {0.5}), weights);
    assertThat(step.output()[0]).isCloseTo(second, within(1e-12));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void refusesNodesThatComeLater() {
    assertThatThrownBy(() -> EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Node [1]")
        .hasMessageContaining("Maybe");
  }
}
