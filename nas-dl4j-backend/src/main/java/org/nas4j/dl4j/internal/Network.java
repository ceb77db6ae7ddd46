package org.nas4j.dl4j.internal;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * An architecture with weights, ready to be trained. Its memory is outside the Java heap, and belongs in part to the
 * thread that uses it: open, use and close a network on one thread.
 */
public interface Network extends AutoCloseable {

  /**
   * The number of trained weights and biases.
   *
   * @return without the running statistics of batch normalization
   */
  long parameters();

  /**
   * The memory from which batches are read. Writing there is the only copy that is made.
   *
   * @param examples most examples of a batch
   * @return room for their values, example by example, position 0; valid until the next call or {@link #close}
   */
  FloatBuffer examples(int examples);

  /**
   * One step of training on what was written to {@link #examples}.
   *
   * @param labels the class of each example, from the first
   * @param learningRate the step's length
   * @return mean loss of the batch before the step, weight decay not counted
   */
  double train(int[] labels, double learningRate);

  /**
   * Tells how far training has come, for layers whose effect in training depends on it ({@link
   * org.nas4j.arch.DropPath}). Before it is told, training has just begun.
   *
   * @param share how much of it is over at the next step, in [0, 1]
   */
  void progress(double share);

  /**
   * The probabilities of the main output for what was written to {@link #examples}.
   *
   * @param examples how many, from the first
   * @return laid out as {@code [examples, classes]}
   */
  float[] predict(int examples);

  /**
   * Native memory that the network holds now, as far as it is known: weights, gradients, the optimizer's state, batches
   * and activations.
   *
   * @return bytes
   */
  long nativeBytes();

  /**
   * All weights, biases and running statistics.
   *
   * @return a copy, in an order that is the same for equal architectures
   */
  float[] weights();

  /**
   * Replaces all weights, biases and running statistics.
   *
   * @param weights as {@link #weights} gives them
   * @throws IllegalArgumentException if there are more or fewer than the network has
   */
  void setWeights(float[] weights);

  /**
   * Writes architecture and weights in Deeplearning4j's own form.
   *
   * @param file to be written
   * @throws IOException if it cannot be written
   */
  void save(Path file) throws IOException;

  /** Frees all native memory. */
  @Override
  void close();
}
