package org.nas4j.spaces.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
        Walks.along(new NasRecurrentSpace(2), 0, 1, 1, 3, 1, 2, 0, 3, 1, 0).architecture();
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
    assertThat(Walks.along(new NasRecurrentSpace(8), tokens).architecture()).isEqualTo(cell);

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

  @Test
  void countsTokensAndStrings() {
    SplittableRandom random = new SplittableRandom(6);
    assertThat(new NasRecurrentSpace(8).sample(Chooser.uniform(random)).points())
        .hasSize(TOKENS);
    Set<RecurrentCell> cells = new HashSet<>();
    long strings = Walks.all(new NasRecurrentSpace(2), sample -> {
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
    assertThatThrownBy(() -> new NasRecurrentSpace(1)).hasMessageContaining("at least [2]");
  }
}
