package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some rows of a batch on their way through all steps of time, forward and back, on one thread.
 * Rows do not meet but in the gradients of weights, so lanes wait for each other only where a batch
 * ends. Memory is kept for the next batch; for another cell's program it is used again as far as it
 * fits.
 */
final class Lane implements AutoCloseable {

  private final RecurrentParameters parameters;
  private final int from;
  private final int rows;
  private final int steps;
  private final int hidden;
  private final MatrixProducts products;
  private final Decoder decoder;
  private final List<float[][]> values = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final List<float[]> initial = new ArrayList<>();
  private final float[] carry;
  private CellProgram program;

  /** @param from number of the first row in the batch */
  Lane(RecurrentParameters parameters, int from, int rows, int steps) {
    this.parameters = parameters;
    this.from = from;
    this.rows = rows;
    this.steps = steps;
    this.hidden = parameters.hidden();
    this.products = new MatrixProducts(this, parameters);
    this.decoder = new Decoder(this, parameters);
    this.carry = new float[rows * hidden];
  }

  /** Makes room for a program's registers. */
  private void use(CellProgram newProgram) {
    if (program == newProgram) {
      return;
    }
    program = newProgram;
    while (initial.size() < program.states()) {
      initial.add(new float[rows * hidden]);
    }
    for (int register = 0; register < program.registers(); register++) {
      int needed = rows * program.width(register);
      if (register == values.size()) {
        values.add(new float[steps][0]);
        gradients.add(new float[0]);
      }
      if (gradients.get(register).length < needed) {
        gradients.set(register, new float[needed]);
      }
      float[][] each = values.get(register);
      for (int t = 0; register >= program.states() && t < steps; t++) {
        if (each[t].length < needed) {
          each[t] = new float[needed];
        }
      }
    }
    products.use(program);
  }

  /** Computes all steps, and leaves the new states in {@code carried}. */
  void forward(CellProgram newProgram, TokenBatch batch, RecurrentState carried) {
    use(newProgram);
    for (int state = 0; state < program.states(); state++) {
      System.arraycopy(carried.state(state), from * hidden, initial.get(state), 0, size());
    }
    products.start(batch);
    List<Operation> operations = program.operations();
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < operations.size(); i++) {
        operations.get(i).forward(this, t);
      }
      decoder.take(t, value(program.output(), t), batch);
    }
    for (int state = 0; state < program.states(); state++) {
      float[] last = value(program.next(state), steps - 1);
      System.arraycopy(last, 0, carried.state(state), from * hidden, size());
    }
    decoder.forward(batch);
  }

  /**
   * After {@link #forward}: leaves the gradients of this lane's rows in {@link #weightGradients}.
   */
  void backward(TokenBatch batch) {
    products.forget();
    decoder.backward(batch);
    for (int state = 0; state < program.states(); state++) {
      Arrays.fill(gradients.get(state), 0, size(), 0);
    }
    List<Operation> operations = program.operations();
    for (int t = steps - 1; t >= 0; t--) {
      pass(t);
      decoder.give(t, gradient(program.output()), batch);
      for (int i = operations.size() - 1; i >= 0; i--) {
        operations.get(i).backward(this, t);
      }
    }
    products.finish(batch);
  }

  /** What the step after this one says of the states becomes what this one's results are told. */
  private void pass(int time) {
    for (int register = program.states(); register < program.registers(); register++) {
      Arrays.fill(gradients.get(register), 0, rows * program.width(register), 0);
    }
    for (int state = 0; state < program.states(); state++) {
      float[] gradient = gradients.get(state);
      if (time < steps - 1) {
        Loops.add(gradients.get(program.next(state)), gradient, size());
      }
      Arrays.fill(gradient, 0, size(), 0);
    }
  }

  float[] value(int register, int time) {
    if (register >= program.states()) {
      return values.get(register)[time];
    }
    return time == 0 ? initial.get(register) : values.get(program.next(register))[time - 1];
  }

  float[] gradient(int register) {
    return gradients.get(register);
  }

  /** Room for {@code [rows, hidden]}, to be used at once. */
  float[] scratch() {
    return carry;
  }

  MatrixProducts products() {
    return products;
  }

  /** Gradients by the parameter's number; only touched ones are of this batch. */
  WeightGradients weightGradients() {
    return products.gradients();
  }

  double loss() {
    return decoder.loss();
  }

  /** Probabilities {@code [rows, vocabulary]} of the last batch at a time. */
  float[] probabilities(int time) {
    return decoder.probabilities(time);
  }

  int from() {
    return from;
  }

  int rows() {
    return rows;
  }

  int steps() {
    return steps;
  }

  int hidden() {
    return hidden;
  }

  /** Elements of a register of the hidden size. */
  int size() {
    return rows * hidden;
  }

  /** Elements of a row of a register. */
  int width(int register) {
    return program.width(register);
  }

  /** Elements of a register. */
  int size(int register) {
    return rows * program.width(register);
  }

  int vocabulary() {
    return parameters.vocabulary();
  }

  @Override
  public void close() {
    products.close();
    decoder.close();
  }
}
