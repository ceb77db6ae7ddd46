package org.nas4j.dl4j.internal;

import java.nio.FloatBuffer;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.oneshot.SupernetState;

/**
 * All networks of a one-shot search on one set of weights: nodes of equal names share theirs, and
 * the optimizer's state with them. Batch normalization goes by the statistics of the batch, in
 * judging too; running statistics are not kept. Its memory is outside the Java heap, and belongs in
 * part to the thread that uses it: open, use and close it on one thread.
 */
public interface SharedNetwork extends AutoCloseable {

  /**
   * The memory from which batches are read, whichever network reads them. Writing there is the only
   * copy that is made.
   *
   * @param examples most examples of a batch
   * @return room for their values, example by example, position 0; valid until the next call or
   *     {@link #close}
   */
  FloatBuffer examples(int examples);

  /**
   * One step of training of one network on what was written to {@link #examples}.
   *
   * @param child which network
   * @param labels the class of each example, from the first
   * @param learningRate the step's length
   * @return mean loss of the batch before the step, weight decay not counted
   * @throws IllegalArgumentException if the network has weights of a name that is known with
   *     another shape
   */
  double train(Architecture child, int[] labels, double learningRate);

  /**
   * Tells how much of the training is over, for layers that go by it; 0 until it is told.
   *
   * @param share in [0, 1]
   */
  void progress(double share);

  /**
   * The probabilities of one network's main output for what was written to {@link #examples}:
   * without dropout and dropped paths, but with the statistics of these examples in batch
   * normalization. Changes nothing.
   *
   * @param child which network
   * @param examples how many, from the first
   * @return laid out as {@code [examples, classes]}
   */
  float[] predict(Architecture child, int examples);

  /**
   * Native memory that is held now, as far as it is known.
   *
   * @return bytes
   */
  long nativeBytes();

  /**
   * All weights and biases that a network named so far, as they are now.
   *
   * @return copies, by name
   */
  Map<String, WeightArray> weights();

  /**
   * Weights, what the optimizer remembers of each, and how many steps were taken, from which each
   * step's chance is derived.
   *
   * @return copies
   */
  SupernetState state();

  /**
   * Goes on from a state, whichever engine gave it.
   *
   * @param state of weights that were trained with the same settings
   * @throws IllegalArgumentException if it is of something else
   * @throws IllegalStateException if a network was used before
   */
  void restore(SupernetState state);

  /** Frees all native memory. */
  @Override
  void close();
}
