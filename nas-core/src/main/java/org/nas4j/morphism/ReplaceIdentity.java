package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.space.InfeasibleException;

/**
 * An operation in the place of an identity, with kernels that pass their input on
 * (cai2018pathlevel, section 3.1). Exact where nothing stands around it, and with batch
 * normalization and ReLU behind it, since it is refused there unless the input is nowhere negative.
 * A pooling is never the identity, and a ReLU before the operation sets negative inputs to 0: both
 * say that they do not keep the function, and the child has to imitate its parent first.
 *
 * <p>The normalization starts with mean 0 and variance 1; {@link WeightedArchitecture#settled}
 * gives it measured statistics. The released code's trick for a ReLU that stands before (a bias of
 * the smallest value seen) is not made: its authors switched it off.
 *
 * @param node an identity
 * @param operation what takes its place; of the same output shape
 * @param order what stands around an operation with weights
 * @param noise deviation of Gaussian noise on the kernels, relative to theirs; 0 for none
 */
record ReplaceIdentity(String node, Layer operation, LayerOrder order, double noise)
    implements Morphism {

  /** Checks. */
  ReplaceIdentity {
    requireNonNull(node, "node");
    requireNonNull(operation, "operation");
    requireNonNull(order, "order");
    Noise.checked(noise);
  }

  private boolean isWrapped() {
    return operation.traits().hasWeights() && order != LayerOrder.BARE;
  }

  @Override
  public boolean keepsFunction() {
    return operation.traits().isIdle()
        || operation.traits().hasWeights() && order != LayerOrder.PRE_ACTIVATION;
  }

  @Override
  public Architecture edit(Architecture parent) {
    requireIdentity(parent);
    Rebuild rebuild = new Rebuild(parent);
    String first = LayerOrder.normalization(node);
    String second = LayerOrder.rectifier(node);
    if (!isWrapped()) {
      return rebuild.replace(node, operation).build();
    }
    if (order == LayerOrder.POST_ACTIVATION) {
      return rebuild
          .replace(node, operation)
          .behind(
              node,
              builder -> builder.add(
                  second, Activation.RELU, builder.add(first, BatchNormalization.DEFAULT, node)))
          .build();
    }
    return rebuild
        .replace(node, operation)
        .before(
            node,
            (builder, input) -> builder.add(
                second, Activation.RELU, builder.add(first, BatchNormalization.DEFAULT, input)))
        .build();
  }

  private void requireIdentity(Architecture parent) {
    Node identity = parent.node(node);
    if (!identity.layer().traits().isIdle()) {
      throw new InfeasibleException(
          "no identity",
          "Node [" + node + "] is of kind [" + identity.layer().kind()
              + "], and only an identity can be replaced.\nMaybe insert one behind it.");
    }
    List<Shape> shapes = parent.inputShapes(identity);
    if (!operation.output(shapes).equals(shapes.get(0))) {
      throw new InfeasibleException(
          "operation changes the shape",
          "[" + operation + "] makes [" + operation.output(shapes) + "] of [" + shapes.get(0)
              + "], which an identity does not.\nMaybe use a step of 1, SAME padding and as many channels.");
    }
    IdentityKernels.require(operation);
    if (isWrapped()
        && order == LayerOrder.POST_ACTIVATION
        && !NonNegative.at(parent, identity.inputs().get(0))) {
      throw new InfeasibleException(
          "input may be negative",
          "What enters node [" + node
              + "] may be negative, and a ReLU behind an identity would set it to 0.\nMaybe"
              + " leave normalization and ReLU out, or put them before the operation.");
    }
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = new LinkedHashMap<>(Copies.of(parent.weights()));
    List<Shape> shapes = child.inputShapes(child.node(node));
    for (WeightSpec spec : operation.weights(shapes)) {
      WeightArray array = IdentityKernels.of(spec);
      if (noise > 0 && spec.shape().size() > 1) {
        double deviation = noise * Noise.deviation(array.values());
        Noise.add(array.values(), 0, array.values().length, deviation, random);
      }
      weights.put(spec.of(node), array);
    }
    if (isWrapped()) {
      IdentityNormalization.put(
          weights,
          LayerOrder.normalization(node),
          BatchNormalization.DEFAULT,
          shapes.get(0).channels());
    }
    return weights;
  }
}
