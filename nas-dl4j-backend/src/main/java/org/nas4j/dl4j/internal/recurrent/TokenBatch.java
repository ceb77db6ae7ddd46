package org.nas4j.dl4j.internal.recurrent;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Tokens of some parallel streams over some steps of time, and what comes next in each. May be
 * filled again and again. A dropout mask, if there is one, is the same for all steps of a stream
 * (Gal and Ghahramani 2016). For one thread at a time, but for reading.
 */
public final class TokenBatch {

  private final int steps;
  private final int rows;
  private final int[] inputs;
  private final int[] targets;
  private float[] inputMask;
  private float[] outputMask;
  private int count;

  /**
   * Tokens of number 0, and nothing to be predicted.
   *
   * @param rows parallel streams
   * @param steps in time
   */
  public TokenBatch(int rows, int steps) {
    this.rows = rows;
    this.steps = steps;
    this.inputs = new int[rows * steps];
    this.targets = new int[rows * steps];
    Arrays.fill(targets, -1);
  }

  /**
   * Sets a token.
   *
   * @param time step
   * @param row stream
   * @param input number of the token that is read
   * @param target number of the token that comes next; −1 if it does not count
   */
  public void set(int time, int row, int input, int target) {
    int at = time * rows + row;
    count += (target >= 0 ? 1 : 0) - (targets[at] >= 0 ? 1 : 0);
    inputs[at] = input;
    targets[at] = target;
  }

  /**
   * Draws new masks for all streams: a unit is left out with a probability, the rest are scaled up.
   *
   * @param hidden units
   * @param input probability for embeddings, 0 for no mask
   * @param output probability for what is decoded, 0 for no mask
   * @param random the draw
   */
  public void drop(int hidden, double input, double output, RandomGenerator random) {
    inputMask = draw(inputMask, hidden, input, random);
    outputMask = draw(outputMask, hidden, output, random);
  }

  private float[] draw(float[] mask, int hidden, double rate, RandomGenerator random) {
    if (rate == 0) {
      return null;
    }
    float[] drawn = mask == null ? new float[rows * hidden] : mask;
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextDouble() < rate ? 0 : kept;
    }
    return drawn;
  }

  /**
   * The number of tokens to be predicted.
   *
   * @return at least 0
   */
  public int targets() {
    return count;
  }

  /**
   * Parallel streams.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * Steps in time.
   *
   * @return at least 1
   */
  public int steps() {
    return steps;
  }

  int input(int time, int row) {
    return inputs[time * rows + row];
  }

  int target(int time, int row) {
    return targets[time * rows + row];
  }

  boolean hasInputMask() {
    return inputMask != null;
  }

  boolean hasOutputMask() {
    return outputMask != null;
  }

  void maskInput(float[] values, int fromRow, int size) {
    mask(inputMask, values, fromRow, size);
  }

  void maskOutput(float[] values, int fromRow, int size) {
    mask(outputMask, values, fromRow, size);
  }

  private void mask(float[] mask, float[] values, int fromRow, int size) {
    if (mask != null) {
      int at = fromRow * (mask.length / rows);
      for (int i = 0; i < size; i++) {
        values[i] *= mask[at + i];
      }
    }
  }
}
