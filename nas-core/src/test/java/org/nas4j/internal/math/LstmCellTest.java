package org.nas4j.internal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the same layer written plainly, one matrix and one number after the other. */
class LstmCellTest {

  private static final double RANGE = 0.4;

  private final SplittableRandom random = new SplittableRandom(8);

  private double[] drawn(int size) {
    return random.doubles(size).map(u -> 2 * u - 1).toArray();
  }

  /** More steps than are gathered at once; weights change between two passes. */
  @ParameterizedTest
  @CsvSource({"8, 8, 3", "35, 35, 20", "13, 9, 40", "16, 16, 70"})
  void givesTheBitsOfThePlainLayer(int inputs, int hidden, int steps) {
    LstmCell cell = new LstmCell(inputs, hidden, RANGE, new SplittableRandom(1));
    Plain plain = new Plain(inputs, hidden, new SplittableRandom(1));
    for (int pass = 0; pass < 2; pass++) {
      double[][] x = Stream.generate(() -> drawn(inputs)).limit(steps).toArray(double[][]::new);
      double[][] wanted =
          Stream.generate(() -> drawn(hidden)).limit(steps).toArray(double[][]::new);
      LstmCell.State[] states = new LstmCell.State[steps];
      Plain.Step[] expected = new Plain.Step[steps];
      for (int i = 0; i < steps; i++) {
        states[i] = new LstmCell.State(hidden);
        cell.forward(x[i], i == 0 ? null : states[i - 1], states[i]);
        expected[i] = plain.forward(x[i], i == 0 ? null : expected[i - 1]);
        assertThat(states[i].output()).containsExactly(expected[i].output);
        assertThat(states[i].cell()).containsExactly(expected[i].cell);
      }
      for (int i = steps - 1; i >= 0; i--) {
        Vectors.add(1, wanted[i], 0, states[i].outputGradient(), 0, hidden);
        Vectors.add(1, wanted[i], 0, expected[i].dOutput, 0, hidden);
        double[] dx = new double[inputs];
        cell.backward(x[i], i == 0 ? null : states[i - 1], states[i], dx);
        assertThat(dx)
            .containsExactly(plain.backward(x[i], i == 0 ? null : expected[i - 1], expected[i]));
      }
      cell.finish();
      for (int block = 0; block < 2; block++) {
        Parameter ours = cell.parameters().get(block);
        Parameter theirs = plain.parameters().get(block);
        assertThat(ours.gradient()).containsExactly(theirs.gradient());
        Arrays.setAll(ours.change(), i -> ours.value()[i] + 0.1 * ours.gradient()[i]);
        System.arraycopy(ours.value(), 0, theirs.change(), 0, ours.value().length);
      }
    }
  }

  /** Gradients of further passes come on top. */
  @Test
  void addsToTheGradientThatIsThere() {
    LstmCell cell = new LstmCell(3, 4, RANGE, random);
    double[] x = drawn(3);
    Parameter weights = cell.parameters().get(0);
    double[] once = new double[weights.value().length];
    for (int pass = 1; pass <= 3; pass++) {
      LstmCell.State state = new LstmCell.State(4);
      cell.forward(x, null, state);
      Arrays.fill(state.outputGradient(), 1);
      cell.backward(x, null, state, new double[3]);
      cell.finish();
      cell.finish();
      if (pass == 1) {
        System.arraycopy(weights.gradient(), 0, once, 0, once.length);
      }
      int times = pass;
      assertThat(weights.gradient())
          .containsExactly(Arrays.stream(once).map(each -> times * each).toArray(), within(1e-15));
    }
    assertThat(Arrays.stream(once).map(Math::abs).max().orElseThrow()).isGreaterThan(0.01);
  }

  /** [i f o g] = x·W + h·U; c' = σ(f)·c + σ(i)·tanh(g); h' = σ(o)·tanh(c'). */
  private static final class Plain {

    private final int hidden;
    private final Matrix fromInput;
    private final Matrix fromOutput;

    Plain(int inputs, int hidden, SplittableRandom random) {
      this.hidden = hidden;
      fromInput = new Matrix(inputs, 4 * hidden, RANGE, random);
      fromOutput = new Matrix(hidden, 4 * hidden, RANGE, random);
    }

    List<Parameter> parameters() {
      return List.of(fromInput.parameter(), fromOutput.parameter());
    }

    Step forward(double[] x, Step before) {
      Step after = new Step(hidden);
      fromInput.addProduct(x, after.gates);
      if (before != null) {
        fromOutput.addProduct(before.output, after.gates);
      }
      for (int i = 0; i < 4 * hidden; i++) {
        after.gates[i] =
            i < 3 * hidden ? Activations.sigmoid(after.gates[i]) : Activations.tanh(after.gates[i]);
      }
      for (int i = 0; i < hidden; i++) {
        double old = before == null ? 0 : before.cell[i];
        after.cell[i] = after.in(i) * after.candidate(i) + after.forget(i) * old;
        after.output[i] = after.out(i) * Activations.tanh(after.cell[i]);
      }
      return after;
    }

    double[] backward(double[] x, Step before, Step after) {
      double[] dGates = new double[4 * hidden];
      for (int i = 0; i < hidden; i++) {
        double squashed = Activations.tanh(after.cell[i]);
        double dCell = after.dCell[i] + after.dOutput[i] * after.out(i) * (1 - squashed * squashed);
        double old = before == null ? 0 : before.cell[i];
        dGates[i] = dCell * after.candidate(i) * after.in(i) * (1 - after.in(i));
        dGates[hidden + i] = dCell * old * after.forget(i) * (1 - after.forget(i));
        dGates[2 * hidden + i] = after.dOutput[i] * squashed * after.out(i) * (1 - after.out(i));
        dGates[3 * hidden + i] =
            dCell * after.in(i) * (1 - after.candidate(i) * after.candidate(i));
        if (before != null) {
          before.dCell[i] += dCell * after.forget(i);
        }
      }
      double[] dx = new double[x.length];
      fromInput.backward(x, dGates, dx);
      if (before != null) {
        fromOutput.backward(before.output, dGates, before.dOutput);
      }
      return dx;
    }

    private static final class Step {

      private final double[] gates;
      private final double[] cell;
      private final double[] output;
      private final double[] dOutput;
      private final double[] dCell;

      Step(int hidden) {
        gates = new double[4 * hidden];
        cell = new double[hidden];
        output = new double[hidden];
        dOutput = new double[hidden];
        dCell = new double[hidden];
      }

      double in(int i) {
        return gates[i];
      }

      double forget(int i) {
        return gates[cell.length + i];
      }

      double out(int i) {
        return gates[2 * cell.length + i];
      }

      double candidate(int i) {
        return gates[3 * cell.length + i];
      }
    }
  }
}
