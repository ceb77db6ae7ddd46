package org.nas4j.dl4j.internal.recurrent;

import java.util.Arrays;

/**
 * The inputs of all times, embedded and dropped by the batch's mask, so that one product multiplies
 * them all: for vocabularies that are too large for an {@link InputTable}, and under dropout.
 */
final class InputSequence implements AutoCloseable {

  private final Lane lane;
  private final RecurrentParameters parameters;
  private final NativeFloats inputs;
  private final NativeFloats gradients;
  private float[] embedding = new float[0];
  private boolean isFirst;

  InputSequence(Lane lane, RecurrentParameters parameters) {
    this.lane = lane;
    this.parameters = parameters;
    this.inputs = new NativeFloats(lane.steps(), lane.size());
    this.gradients = new NativeFloats(lane.steps(), lane.size());
  }

  /** Before the first step of time. */
  void gather(TokenBatch batch) {
    float[] embedded = lane.scratch();
    int n = lane.hidden();
    for (int t = 0; t < lane.steps(); t++) {
      for (int r = 0; r < lane.rows(); r++) {
        int token = batch.input(t, lane.from() + r);
        System.arraycopy(parameters.embedding().values(), token * n, embedded, r * n, n);
      }
      batch.maskInput(embedded, lane.from(), lane.size());
      inputs.put(t, embedded, lane.size());
    }
  }

  /** Writes all times' products with a matrix. */
  void multiply(RecurrentParameter weight, int width, NativeFloats products) {
    Gemm.multiply(
        false,
        false,
        lane.steps() * lane.rows(),
        width,
        lane.hidden(),
        inputs.at(0),
        weight.copy().at(0),
        0,
        products.at(0));
  }

  /** Before the first step back. */
  void forget() {
    isFirst = true;
  }

  /** Takes what a sum of products says of its matrix and of the inputs. */
  void finish(
      RecurrentParameter weight,
      int width,
      NativeFloats products,
      WeightGradients weightGradients) {
    weightGradients.accumulate(weight, lane.steps() * lane.rows(), inputs, products);
    Gemm.multiply(
        false,
        true,
        lane.steps() * lane.rows(),
        lane.hidden(),
        width,
        products.at(0),
        weight.copy().at(0),
        isFirst ? 0 : 1,
        gradients.at(0));
    isFirst = false;
  }

  /** Adds what each occurrence of a token says of its embedding. */
  void scatter(TokenBatch batch, WeightGradients weightGradients) {
    if (isFirst) {
      return;
    }
    NativeFloats target = weightGradients.get(parameters.embedding());
    int size = parameters.embedding().size();
    if (embedding.length < size) {
      embedding = new float[size];
    }
    target.get(0, embedding, size);
    if (weightGradients.beta(parameters.embedding()) == 0) {
      Arrays.fill(embedding, 0);
    }
    int n = lane.hidden();
    for (int t = 0; t < lane.steps(); t++) {
      gradients.get(t, lane.scratch(), lane.size());
      batch.maskInput(lane.scratch(), lane.from(), lane.size());
      for (int r = 0; r < lane.rows(); r++) {
        int token = batch.input(t, lane.from() + r);
        Loops.addRow(embedding, token * n, lane.scratch(), r * n, n);
      }
    }
    target.put(0, embedding, size);
  }

  @Override
  public void close() {
    inputs.close();
    gradients.close();
  }
}
