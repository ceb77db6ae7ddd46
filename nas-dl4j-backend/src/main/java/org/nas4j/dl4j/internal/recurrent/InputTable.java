package org.nas4j.dl4j.internal.recurrent;

import java.util.Arrays;

/**
 * The input's part of one sum of products where the vocabulary is small: a row a token, embedding
 * times matrix plus bias, from which rows are looked up: the same sums, made once a token instead
 * of once an occurrence. On the way back gradients are gathered by token before they are
 * multiplied.
 */
final class InputTable implements AutoCloseable {

  private final Lane lane;
  private final RecurrentParameters parameters;
  private final int width;
  private final NativeFloats products;
  private final float[] rows;

  InputTable(Lane lane, RecurrentParameters parameters, int width) {
    this.lane = lane;
    this.parameters = parameters;
    this.width = width;
    this.products = new NativeFloats(1, lane.vocabulary() * width);
    this.rows = new float[lane.vocabulary() * width];
  }

  /**
   * Whether it pays off, as where tokens come up more than once. Masks differ from row to row, so
   * there must be none.
   */
  static boolean suits(Lane lane, TokenBatch batch) {
    return !batch.hasInputMask()
        && lane.vocabulary() <= Math.max(1, lane.steps() * lane.rows() / 2);
  }

  int width() {
    return width;
  }

  /** Before the first step of time. */
  void start(RecurrentParameter weight, RecurrentParameter bias) {
    Gemm.multiply(
        false,
        false,
        lane.vocabulary(),
        width,
        lane.hidden(),
        parameters.embedding().copy().at(0),
        weight.copy().at(0),
        0,
        products.at(0));
    products.get(0, rows, rows.length);
    for (int token = 0; bias != null && token < lane.vocabulary(); token++) {
      Loops.addRow(rows, token * width, bias.values(), 0, width);
    }
  }

  void lookUp(TokenBatch batch, int time, float[] target) {
    for (int r = 0; r < lane.rows(); r++) {
      int token = batch.input(time, lane.from() + r);
      System.arraycopy(rows, token * width, target, r * width, width);
    }
  }

  /** Before the first step back, on which rows hold gradients. */
  void forget() {
    Arrays.fill(rows, 0);
  }

  void gather(TokenBatch batch, int time, float[] gradient) {
    for (int r = 0; r < lane.rows(); r++) {
      int token = batch.input(time, lane.from() + r);
      Loops.addRow(rows, token * width, gradient, r * width, width);
    }
  }

  /** Adds what all tokens say of the bias. */
  void sum(float[] bias) {
    for (int token = 0; token < lane.vocabulary(); token++) {
      Loops.addRow(bias, 0, rows, token * width, width);
    }
  }

  /** After the last step back: gradients of the matrix and of the embedding. */
  void finish(RecurrentParameter weight, WeightGradients gradients) {
    products.put(0, rows, rows.length);
    gradients.accumulate(weight, lane.vocabulary(), parameters.embedding().copy(), products);
    NativeFloats target = gradients.get(parameters.embedding());
    Gemm.multiply(
        false,
        true,
        lane.vocabulary(),
        lane.hidden(),
        width,
        products.at(0),
        weight.copy().at(0),
        gradients.beta(parameters.embedding()),
        target.at(0));
  }

  @Override
  public void close() {
    products.close();
  }
}
