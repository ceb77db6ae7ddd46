package org.nas4j.morphism;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.WeightArray;
import org.nas4j.space.InfeasibleException;

/**
 * An edit of an architecture, and what becomes of its weights, such that at inference the new
 * network computes what the old one did, but for rounding and for noise that was asked for, unless
 * it says that it does not, {@link #keepsFunction}. A value; thread-safe.
 */
public interface Morphism {

  /**
   * Net2Wider: more channels, each new one a copy of an old one drawn at random, while whoever
   * reads them divides what it gave to the one by the number of copies (chen2016net2net, section
   * 2.2). Layers whose outputs an addition joins are widened together. Keeps the function in
   * training mode too.
   *
   * @param node a convolution, separable convolution or dense layer
   * @param width its channels afterwards, more than before
   * @param noise deviation of Gaussian noise on the copies' kernels, relative to that of the whole
   *     kernel; 0 for none (cai2018eas' code: 0.01)
   * @return the edit; it cannot be applied where channels are not free, such as those of grouped
   *     convolutions and outputs
   */
  static Morphism widen(String node, int width, double noise) {
    return new Widen(node, width, noise);
  }

  /**
   * More channels, each new one drawn at random, while whoever reads them gives them no weight at
   * first. They differ from the old ones from the first step on, so that no noise is needed. Layers
   * whose outputs an addition joins are widened together. Keeps the function in training mode too.
   *
   * @param node a convolution, separable convolution or dense layer
   * @param width its channels afterwards, more than before
   * @return the edit; it cannot be applied where channels are not free, such as those of grouped
   *     convolutions and outputs
   */
  static Morphism addChannels(String node, int width) {
    return new AddChannels(node, width);
  }

  /**
   * A residual block behind a node: two convolutions with normalizations, the last of them scaled
   * by zero at first, so that the block adds nothing (goyal2017minibatch, section 5.1). Keeps the
   * function in training mode too.
   *
   * @param node whose output the block is added to; feature maps
   * @param kernel size of both convolutions, odd
   * @return the edit; it cannot be applied between a layer and its normalization or activation
   */
  static Morphism insertBlock(String node, int kernel) {
    return new InsertBlock(node, kernel);
  }

  /**
   * Net2Deeper: a new layer that starts as the identity, behind a node, with batch normalization if
   * asked for, and with that node's activation once more (chen2016net2net, section 2.3). So the
   * activation must leave its own output as it is: ReLU does, others do not and are refused. The
   * normalization keeps the function at inference but not in training, where it uses the batch's
   * statistics; {@link WeightedArchitecture#settled} gives it measured ones.
   *
   * @param node whose output goes through the new layer
   * @param kernel size of the new convolution, odd; ignored behind a vector, where the layer is
   *     dense
   * @param normalized whether batch normalization follows the new layer
   * @param noise deviation of Gaussian noise on the new kernel, relative to that of the identity
   *     kernel; 0 for none
   * @return the edit; it cannot be applied between a layer and its normalization or activation
   */
  static Morphism deepen(String node, int kernel, boolean normalized, double noise) {
    return new Deepen(node, kernel, normalized, noise);
  }

  /**
   * A kernel with one more row and column of zeros on each side (wei2016morphism, kernel size
   * morphing).
   *
   * @param node a convolution, depthwise or separable convolution
   * @return the edit; it cannot be applied to kernels without SAME padding
   */
  static Morphism enlargeKernel(String node) {
    return new EnlargeKernel(node);
  }

  /**
   * Adds to a node's output a projection of an earlier one that starts as zeros (elsken2017nash,
   * section 3; jin2019autokeras).
   *
   * @param from the earlier node, of the same height and width
   * @param to the later node
   * @return the edit
   */
  static Morphism addSkip(String from, String to) {
    return new InsertSkip(from, to, InsertSkip.Join.ADD);
  }

  /**
   * Puts an earlier node's output beside a node's own, and projects both by [identity | zeros]
   * (elsken2017nash, section 3; jin2019autokeras).
   *
   * @param from the earlier node, of the same height and width
   * @param to the later node
   * @return the edit
   */
  static Morphism concatSkip(String from, String to) {
    return new InsertSkip(from, to, InsertSkip.Join.CONCAT);
  }

  /**
   * Several copies of a path in its place, whose mean is taken (cai2018pathlevel, section 3.1).
   * Keeps the function.
   *
   * @param path consecutive nodes, each the only reader of the one before, such as a convolution
   *     with its normalization and activation
   * @param branches how many copies, at least 2
   * @param noise deviation of Gaussian noise on the kernels of all copies but the first, relative
   *     to the kernel's own; 0 for none, 0.006 in the paper's code
   * @return the edit
   */
  static Morphism replicateToAdd(List<String> path, int branches, double noise) {
    return new PathCopies(path, branches, PathCopies.Join.AVERAGE, noise);
  }

  /**
   * Several copies of a path in its place, each of which makes a part of the channels; a path of
   * identities, poolings and grouped convolutions is given a part of them, too (cai2018pathlevel,
   * section 3.1). Keeps the function.
   *
   * @param path consecutive nodes, each the only reader of the one before
   * @param branches how many copies, at least 2
   * @param noise deviation of Gaussian noise on those kernels of which there are equal ones, in all
   *     copies but the first, relative to the kernel's own; 0 for none
   * @return the edit; it cannot be applied where channels, or groups of them, are too few or uneven
   */
  static Morphism replicateToConcat(List<String> path, int branches, double noise) {
    return new PathCopies(path, branches, PathCopies.Join.CONCAT, noise);
  }

  /**
   * An identity behind a node, for later edits to replicate and replace (cai2018pathlevel, section
   * 3.1). Keeps the function.
   *
   * @param node any but an output
   * @return the edit; the new node's name is the old one's and {@code "+next1"}
   */
  static Morphism insertIdentity(String node) {
    return new InsertIdentity(node);
  }

  /**
   * An operation in the place of an identity, with kernels that pass their input on
   * (cai2018pathlevel, section 3.1). Keeps the function unless it is a pooling, or stands behind a
   * ReLU of its own: such a child has to imitate its parent before it is trained.
   *
   * @param node an identity; the operation gets its name
   * @param operation a convolution of an odd kernel, a dense layer or a pooling that keeps the
   *     shape
   * @param order what stands around an operation with weights; with a ReLU behind it cannot be
   *     applied where the input may be negative
   * @param noise deviation of Gaussian noise on the kernels, relative to theirs; 0 for none, 0.006
   *     in the paper's code
   * @return the edit
   */
  static Morphism replaceIdentity(String node, Layer operation, LayerOrder order, double noise) {
    return new ReplaceIdentity(node, operation, order, noise);
  }

  /**
   * Whether the new network computes what the old one did. Edits that make a network smaller, such
   * as RENA's (zhou2018rena), do not, and say so here.
   *
   * @return true unless overridden
   */
  default boolean keepsFunction() {
    return true;
  }

  /**
   * Several edits as one, each applied to what the one before it made.
   *
   * @param name what they do together, for people
   * @param parts first to last, at least one
   * @return the edit; it cannot be applied where one of them cannot
   */
  static Morphism sequence(String name, List<Morphism> parts) {
    return new EditSequence(name, parts);
  }

  /**
   * The new architecture. Nodes that stay keep their names.
   *
   * @param parent what to edit
   * @return the edited one
   * @throws InfeasibleException if the edit cannot be applied there, with the reason
   */
  Architecture edit(Architecture parent);

  /**
   * The new architecture's weights.
   *
   * @param parent architecture and weights to start from; left as they are
   * @param child what {@link #edit} made of it
   * @param random for which channels are copied, and for noise
   * @return new arrays, none of them shared with the parent
   */
  Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random);

  /**
   * What an optimizer remembers of the weights, by the same index maps: copies remember what the
   * original does, and what an edit puts in remembers nothing.
   *
   * @param state a number for each of the parent's weights; left as it is
   * @param child what {@link #edit} made of the parent
   * @param random in the state in which it was given to {@link #transfer}
   * @return new arrays, a number for each of the child's weights
   */
  default Map<String, WeightArray> transferState(
      WeightedArchitecture state, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> carried = new LinkedHashMap<>(transfer(state, child, random));
    carried.replaceAll((name, array) ->
        state.weights().containsKey(name) ? array : WeightArray.zeros(array.shape()));
    return carried;
  }

  /**
   * Edits architecture and weights.
   *
   * @param parent what to start from; left as it is
   * @param random for which channels are copied, and for noise
   * @return the new network
   * @throws InfeasibleException if the edit cannot be applied there, with the reason
   */
  default WeightedArchitecture apply(WeightedArchitecture parent, RandomGenerator random) {
    Architecture child = edit(parent.architecture());
    return new WeightedArchitecture(child, transfer(parent, child, random));
  }
}
