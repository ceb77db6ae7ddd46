package org.nas4j.arch;

import java.util.List;
import org.nas4j.space.InfeasibleException;

/**
 * One operation of an architecture: a value that knows its output shape and its cost.
 *
 * <p>The set is closed. Who treats each kind in its own way is a {@link LayerVisitor}, which does
 * not compile until it has them all; who asks for a property reads the {@link #traits}. What a
 * layer knows of itself it says here.
 */
public sealed interface Layer
    permits Convolution,
        DepthwiseConvolution,
        SeparableConvolution,
        FactorizedReduction,
        Pooling,
        GlobalPooling,
        BatchNormalization,
        Activation,
        Dense,
        Dropout,
        DropPath,
        Identity,
        Flatten,
        ZeroPad,
        ChannelWindow,
        Add,
        Average,
        Concat,
        ChannelScale,
        SoftmaxOutput,
        RegressionOutput {

  /**
   * The shape of what comes out.
   *
   * @param inputs shapes of what goes in, in order
   * @return the output's shape
   * @throws InfeasibleException if the layer cannot be applied to such inputs
   * @throws IllegalArgumentException if it takes another number of inputs
   */
  Shape output(List<Shape> inputs);

  /**
   * The arrays of numbers that the layer needs, trained ones and running statistics.
   *
   * @param inputs shapes of what goes in
   * @return in a fixed order; empty for a layer without any
   */
  default List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  /**
   * The number of trained weights and biases (batch normalization: scale and shift, not the running
   * statistics).
   *
   * @param inputs shapes of what goes in
   * @return at least 0
   */
  default long parameters(List<Shape> inputs) {
    return 0;
  }

  /**
   * Multiply-accumulates of one forward pass over one example. Only products with weights count:
   * pooling, activations, additions and normalization (which folds into its neighbour at inference)
   * count as 0, as in the papers' figures.
   *
   * @param inputs shapes of what goes in
   * @return at least 0
   */
  default long macs(List<Shape> inputs) {
    return 0;
  }

  /**
   * Whether the order of the inputs is without effect.
   *
   * @return true for additions
   */
  default boolean isCommutative() {
    return false;
  }

  /**
   * Whether what comes out is what goes in, in training too: so an engine may leave the layer out.
   *
   * @param inputs shapes of what goes in
   * @return true if the layer is set so that it does nothing, and for a join of a single input
   */
  default boolean isIdle(List<Shape> inputs) {
    return traits().isIdle() || traits().joinsInputs() && inputs.size() == 1;
  }

  /**
   * What can be said of the layer without looking at its kind.
   *
   * @return its traits, which may depend on its settings
   */
  LayerTraits traits();

  /**
   * Lets a visitor do what it does with layers of this kind.
   *
   * @param visitor who treats each kind in its own way
   * @param <R> what comes of a layer
   * @return what the visitor made of this layer
   */
  <R> R accept(LayerVisitor<R> visitor);

  /**
   * Name of the kind of layer, for people.
   *
   * @return one or two words
   */
  String kind();
}
