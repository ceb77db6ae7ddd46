package org.nas4j.internal.policy;

import java.util.List;
import org.nas4j.internal.math.LstmCell;

/** One step of all LSTM layers, with what its gradient needs. */
final class LstmStep {

  private final LstmCell.State[] states;
  private final Input input;

  LstmStep(int layers, int hidden) {
    states = new LstmCell.State[layers];
    for (int i = 0; i < layers; i++) {
      states[i] = new LstmCell.State(hidden);
    }
    input = new Input(hidden);
  }

  long numbers() {
    long numbers = 2L * input.vector().length;
    for (LstmCell.State state : states) {
      numbers += state.numbers();
    }
    return numbers;
  }

  Input input() {
    return input;
  }

  double[] output() {
    return states[states.length - 1].output();
  }

  double[] outputGradient() {
    return states[states.length - 1].outputGradient();
  }

  void clearGradient() {
    for (LstmCell.State state : states) {
      state.clearGradient();
    }
  }

  void forward(List<LstmCell> cells, LstmStep before) {
    double[] x = input.read();
    for (int i = 0; i < states.length; i++) {
      cells.get(i).forward(x, before == null ? null : before.states[i], states[i]);
      x = states[i].output();
    }
  }

  void backward(List<LstmCell> cells, LstmStep before) {
    for (int i = states.length - 1; i >= 0; i--) {
      double[] x = i == 0 ? input.vector() : states[i - 1].output();
      double[] dx = i == 0 ? input.clearedGradient() : states[i - 1].outputGradient();
      cells.get(i).backward(x, before == null ? null : before.states[i], states[i], dx);
    }
    input.spreadGradient();
  }
}
