package org.nas4j.dl4j.internal.recurrent;

/**
 * A lane's way from hidden states to probabilities, by the embedding itself, and the cross-entropy
 * of what came next.
 */
final class Decoder implements AutoCloseable {

  private final Lane lane;
  private final RecurrentParameters parameters;
  private final NativeFloats hidden;
  private final NativeFloats logits;
  private final float[][] probabilities;
  private final float[] bias;
  private double loss;

  Decoder(Lane lane, RecurrentParameters parameters) {
    this.lane = lane;
    this.parameters = parameters;
    this.hidden = new NativeFloats(lane.steps(), lane.size());
    this.logits = new NativeFloats(lane.steps(), lane.rows() * lane.vocabulary());
    this.probabilities = new float[lane.steps()][lane.rows() * lane.vocabulary()];
    this.bias = new float[lane.vocabulary()];
  }

  void take(int time, float[] output, TokenBatch batch) {
    if (batch.hasOutputMask()) {
      System.arraycopy(output, 0, lane.scratch(), 0, lane.size());
      batch.maskOutput(lane.scratch(), lane.from(), lane.size());
      hidden.put(time, lane.scratch(), lane.size());
    } else {
      hidden.put(time, output, lane.size());
    }
  }

  void forward(TokenBatch batch) {
    int v = lane.vocabulary();
    Gemm.multiply(
        false,
        true,
        lane.steps() * lane.rows(),
        v,
        lane.hidden(),
        hidden.at(0),
        parameters.embedding().copy().at(0),
        0,
        logits.at(0));
    loss = 0;
    for (int t = 0; t < lane.steps(); t++) {
      float[] p = probabilities[t];
      logits.get(t, p, lane.rows() * v);
      for (int r = 0; r < lane.rows(); r++) {
        Loops.addRow(p, r * v, parameters.decoderBias().values(), 0, v);
        loss += softmax(p, r * v, v, batch.target(t, lane.from() + r));
      }
    }
  }

  /** Turns logits into probabilities, and gives −ln of the target's; 0 where there is none. */
  private static double softmax(float[] p, int at, int v, int target) {
    float greatest = p[at];
    for (int i = 1; i < v; i++) {
      greatest = Math.max(greatest, p[at + i]);
    }
    double chosen = target < 0 ? 0 : p[at + target];
    ActivationLoops.exp(p, at, at + v, greatest);
    float sum = 0;
    for (int i = 0; i < v; i++) {
      sum += p[at + i];
    }
    float share = 1 / sum;
    for (int i = 0; i < v; i++) {
      p[at + i] *= share;
    }
    return target < 0 ? 0 : Math.log(sum) + greatest - chosen;
  }

  void backward(TokenBatch batch) {
    int v = lane.vocabulary();
    float share = 1f / batch.targets();
    java.util.Arrays.fill(bias, 0);
    for (int t = 0; t < lane.steps(); t++) {
      float[] p = probabilities[t];
      for (int r = 0; r < lane.rows(); r++) {
        int target = batch.target(t, lane.from() + r);
        float factor = target < 0 ? 0 : share;
        for (int i = r * v; i < (r + 1) * v; i++) {
          p[i] *= factor;
        }
        if (target >= 0) {
          p[r * v + target] -= share;
        }
        Loops.addRow(bias, 0, p, r * v, v);
      }
      logits.put(t, p, lane.rows() * v);
    }
    WeightGradients gradients = lane.weightGradients();
    NativeFloats target = gradients.get(parameters.embedding());
    int all = lane.steps() * lane.rows();
    Gemm.multiply(
        true,
        false,
        v,
        lane.hidden(),
        all,
        logits.at(0),
        hidden.at(0),
        gradients.beta(parameters.embedding()),
        target.at(0));
    gradients.get(parameters.decoderBias()).put(0, bias, v);
    gradients.beta(parameters.decoderBias());
    Gemm.multiply(
        false,
        false,
        all,
        lane.hidden(),
        v,
        logits.at(0),
        parameters.embedding().copy().at(0),
        0,
        hidden.at(0));
  }

  /** Adds what the loss says of a step's output. */
  void give(int time, float[] gradient, TokenBatch batch) {
    hidden.get(time, lane.scratch(), lane.size());
    batch.maskOutput(lane.scratch(), lane.from(), lane.size());
    Loops.add(gradient, lane.scratch(), lane.size());
  }

  double loss() {
    return loss;
  }

  float[] probabilities(int time) {
    return probabilities[time];
  }

  @Override
  public void close() {
    hidden.close();
    logits.close();
  }
}
