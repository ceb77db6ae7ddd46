package org.nas4j.dl4j.internal;

import java.nio.FloatBuffer;
import java.util.Map;
import org.nas4j.arch.WeightArray;

/**
 * An architecture with weights, ready to be trained. Its memory is outside the Java heap, and
 * belongs in part to the thread that uses it: open, use and close a network on one thread.
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
   * @return room for their values, example by example, position 0; valid until the next call or
   *     {@link #close}
   */
  FloatBuffer examples(int examples);

  /**
   * One step of training on what was written to {@link #examples}.
   *
   * @param targets what the outputs should say of each example, from the first
   * @param learningRate the step's length
   * @return mean loss of the batch before the step, weight decay not counted
   */
  double train(Targets targets, double learningRate);

  /**
   * One step of training a classifier.
   *
   * @param labels the class of each example, from the first
   * @param learningRate the step's length
   * @return mean loss of the batch before the step, weight decay not counted
   */
  default double train(int[] labels, double learningRate) {
    return train(Targets.ofLabels(labels), learningRate);
  }

  /**
   * Tells how far training has come, for layers whose effect in training depends on it
   * ({@link org.nas4j.arch.DropPath}). Before it is told, training has just begun.
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
   * Native memory that the network holds now, as far as it is known: weights, gradients, the
   * optimizer's state, batches and activations.
   *
   * @return bytes
   */
  long nativeBytes();

  /**
   * All weights, biases and running statistics, by the names and in the layouts of
   * {@link org.nas4j.arch.Architecture#weights}, without those of nodes that no output needs.
   *
   * @return copies, in the order of the nodes
   */
  Map<String, WeightArray> weights();

  /**
   * Replaces those weights, biases and running statistics that are given. The optimizer's state
   * stays as it is.
   *
   * @param weights by name; their values are copied
   * @throws IllegalArgumentException if the network has no array of a name, or one of another shape
   */
  void setWeights(Map<String, WeightArray> weights);

  /**
   * What the optimizer remembers.
   *
   * @return copies; {@link OptimizerState#NONE} from an engine that does not tell
   */
  default OptimizerState optimizerState() {
    return OptimizerState.NONE;
  }

  /**
   * Lets the optimizer go on from a state. Weights that the state does not name keep what is
   * remembered of them. An engine that does not tell its own state takes none.
   *
   * @param state in the shapes of this network's weights; its values are copied
   */
  default void setOptimizerState(OptimizerState state) {}

  /** Frees all native memory. */
  @Override
  void close();
}
