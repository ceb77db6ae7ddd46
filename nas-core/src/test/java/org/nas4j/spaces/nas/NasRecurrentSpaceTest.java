package org.nas4j.spaces.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.recurrent.CellGraph;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.Walks;

/** Recurrent cells as trees (Zoph and Le 2017, section 3.4), and how many there are. */
class NasRecurrentSpaceTest {

  private static final int SIZE = 5;
  private static final int TOKENS = 34;

  private static double[][] vectors(int count, SplittableRandom random) {
    double[][] vectors = new double[count][SIZE];
    for (double[] vector : vectors) {
      for (int i = 0; i < SIZE; i++) {
        vector[i] = random.nextDouble(-2, 2);
      }
    }
    return vectors;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double relu(double x) {
    return Math.max(0, x);
  }

  @Test
  void followsThePapersExample() {
    // add tanh, multiply relu, multiply sigmoid; add relu; cell output 1, cell input 0.
    RecurrentCell cell =
        Walks.along(NasRecurrentSpace.small(), 0, 1, 1, 3, 1, 2, 0, 3, 1, 0).architecture();
    SplittableRandom random = new SplittableRandom(4);
    double[][] x = vectors(2, random);
    double[][] h = vectors(2, random);
    double[] c = vectors(1, random)[0];
    RecurrentCell.State state = cell.step(x, h, c);
    for (int i = 0; i < SIZE; i++) {
      double a0 = Math.tanh(x[0][i] + h[0][i]);
      double a1 = relu(x[1][i] * h[1][i]);
      double injected = relu(a0 + c[i]);
      assertThat(state.hidden()[i]).isCloseTo(sigmoid(injected * a1), within(1e-12));
      assertThat(state.cell()[i]).isCloseTo(x[1][i] * h[1][i], within(1e-12));
    }
  }

  @Test
  void evaluatesPublishedCellAsItsClosedForm() {
    RecurrentCell cell = RecurrentCell.published();
    int[] tokens = new int[TOKENS];
    int at = 0;
    for (RecurrentCell.Merge node : cell.nodes()) {
      tokens[at++] = node.combination().ordinal();
      tokens[at++] = node.activation().ordinal();
    }
    tokens[at++] = cell.injection().combination().ordinal();
    tokens[at++] = cell.injection().activation().ordinal();
    tokens[at++] = cell.cellOutput();
    tokens[at++] = cell.cellInput();
    assertThat(at).isEqualTo(TOKENS);
    assertThat(Walks.along(NasRecurrentSpace.paper(), tokens).architecture()).isEqualTo(cell);

    SplittableRandom random = new SplittableRandom(5);
    double[][] x = vectors(8, random);
    double[][] h = vectors(8, random);
    double[] c = vectors(1, random)[0];
    RecurrentCell.State state = cell.step(x, h, c);
    for (int i = 0; i < SIZE; i++) {
      double first = Math.tanh(sigmoid(x[0][i] + h[0][i]) * relu(x[1][i] + h[1][i]));
      double second = Math.tanh(sigmoid(x[2][i] + h[2][i]) + relu(x[3][i] * h[3][i]));
      double third = Math.tanh(Math.tanh(x[4][i] + h[4][i]) * sigmoid(x[5][i] + h[5][i]));
      double fourth = sigmoid(Math.tanh(x[6][i] + h[6][i]) + sigmoid(x[7][i] + h[7][i]));
      double newCell = Math.tanh(first + c[i]) * second;
      assertThat(state.cell()[i]).isCloseTo(newCell, within(1e-12));
      assertThat(state.hidden()[i])
          .isCloseTo(Math.tanh(newCell * Math.tanh(third + fourth)), within(1e-12));
    }
  }

  /** As data the cell computes the same, as long as its states are short. */
  @Test
  void graphComputesWhatTheTreeDoes() {
    SplittableRandom random = new SplittableRandom(7);
    for (int cells = 0; cells < 50; cells++) {
      RecurrentCell cell = NasRecurrentSpace.builder()
          .leaves(2 + cells % 7)
          .build()
          .sample(Chooser.uniform(random))
          .architecture();
      Map<String, WeightArray> weights = new LinkedHashMap<>();
      cell.graph()
          .weights(1, 1)
          .forEach((name, shape) ->
              weights.put(name, WeightArray.of(shape, new float[] {(float) random.nextDouble(-1, 1)
              })));
      double[][] x = new double[cell.base()][];
      double[][] h = new double[cell.base()][];
      for (int leaf = 0; leaf < cell.base(); leaf++) {
        x[leaf] = new double[] {0.7 * weights.get("leaf" + leaf + "/input").values()[0]};
        h[leaf] = new double[] {-0.3 * weights.get("leaf" + leaf + "/hidden").values()[0]};
      }
      RecurrentCell.State state = cell.step(x, h, new double[] {0.4});
      CellGraph.Step step = cell.graph()
          .step(new double[] {0.7}, List.of(new double[] {-0.3}, new double[] {0.4}), weights);
      assertThat(step.states().get(0)[0]).isCloseTo(bounded(state.hidden()[0]), within(1e-12));
      assertThat(step.states().get(1)[0]).isCloseTo(bounded(state.cell()[0]), within(1e-12));
    }
  }

  private static double bounded(double value) {
    return Math.max(-2.5, Math.min(2.5, value));
  }

  @Test
  void countsTokensAndStrings() {
    SplittableRandom random = new SplittableRandom(6);
    assertThat(NasRecurrentSpace.paper().sample(Chooser.uniform(random)).points())
        .hasSize(TOKENS);
    Set<RecurrentCell> cells = new HashSet<>();
    long strings = Walks.all(NasRecurrentSpace.small(), sample -> {
      assertThat(sample.points()).hasSize(10);
      cells.add(sample.architecture());
    });
    assertThat(strings).isEqualTo(36_864);
    assertThat(cells).hasSize(36_864);
  }

  @Test
  void refusesWrongShapes() {
    RecurrentCell cell = RecurrentCell.published();
    assertThatThrownBy(() -> cell.step(new double[2][3], new double[8][3], new double[3]))
        .hasMessageContaining("[8] leaves, but got vectors for [2] and [8]");
    assertThatThrownBy(() -> new RecurrentCell(cell.nodes().subList(0, 2), cell.injection(), 0, 0))
        .hasMessageContaining("odd number of nodes");
    assertThatThrownBy(() -> new RecurrentCell(cell.nodes(), cell.injection(), 15, 0))
        .hasMessageContaining("no node [15]");
    assertThatThrownBy(() -> NasRecurrentSpace.builder().leaves(1).build())
        .hasMessageContaining("at least [2]");
  }
}
