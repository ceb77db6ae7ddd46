package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * Net2Deeper: a new layer that starts as the identity, behind a node, with batch normalization if
 * asked for, and with that node's activation once more (chen2016net2net, section 2.3). So the
 * activation must leave its own output as it is: ReLU does, tanh, sigmoid, ELU and leaky ReLU do
 * not and are refused. Behind a node that is no activation the new layer is linear.
 *
 * <p>It is never put between a layer and its normalization or activation, whose statistics were
 * measured there. The normalization starts with mean 0 and variance 1, which keeps the function at
 * inference but not in training, where it uses the batch's; {@link WeightedArchitecture#settled}
 * gives it measured statistics.
 *
 * @param node whose output goes through the new layer
 * @param kernel size of the new convolution, odd; ignored behind a vector, where the layer is dense
 * @param normalized whether batch normalization follows the new layer
 * @param noise deviation of Gaussian noise on the new kernel, relative to that of the identity
 *     kernel; 0 for none
 */
record Deepen(String node, int kernel, boolean normalized, double noise) implements Morphism {

  /** Checks. */
  Deepen {
    requireNonNull(node, "node");
    Noise.checked(noise);
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "An identity kernel has a centre, so its size must be odd, but is [" + kernel + "].");
    }
  }

  @Override
  public Architecture edit(Architecture parent) {
    Layer layer = parent.node(node).layer();
    requireUndivided(parent, layer);
    Shape shape = parent.shape(node);
    String name = newLayer(parent);
    return new Rebuild(parent)
        .behind(node, builder -> {
          Layer identity = shape.match(
              maps -> new Convolution(maps.channels(), Window.square(kernel), 1, !normalized),
              vector -> new Dense(vector.size(), !normalized));
          String last = builder.add(name, identity, node);
          if (normalized) {
            last = builder.add(name + "/bn", BatchNormalization.DEFAULT, last);
          }
          return activation(layer).isPresent() ? builder.add(name + "/act", layer, last) : last;
        })
        .build();
  }

  /** Whether a new layer may come behind a node; builds nothing. */
  static boolean canFollow(Architecture parent, String node) {
    try {
      new Deepen(node, 1, false, 0).requireUndivided(parent, parent.node(node).layer());
      return true;
    } catch (InfeasibleException e) {
      return false;
    }
  }

  /** The name that the new convolution or dense layer gets in an edited architecture. */
  private String newLayer(Architecture parent) {
    return Rebuild.fresh(parent, node, "deep");
  }

  private static Optional<Activation> activation(Layer layer) {
    return layer instanceof Activation activation ? Optional.of(activation) : Optional.empty();
  }

  private void requireUndivided(Architecture parent, Layer layer) {
    requireUndivided(parent);
    if (activation(layer).filter(each -> !each.function().isIdempotent()).isPresent()) {
      throw new InfeasibleException(
          "activation changes its own output",
          "The activation [" + layer.kind() + "] of node [" + node
              + "] changes its own output, so an identity layer before it once more would not keep"
              + " the function.\nMaybe use ReLU.");
    }
  }

  /** Whether something may be put behind the node at all. */
  void requireUndivided(Architecture parent) {
    if (parent.node(node).layer().traits().isOutput()) {
      throw new InfeasibleException(
          "nothing follows an output",
          "Node [" + node + "] is an output, which nothing may follow.");
    }
    for (Node each : parent.nodes()) {
      if (each.layer().traits().finishes() && each.inputs().contains(node)) {
        throw new InfeasibleException(
            "layer not finished",
            "Node [" + each.name() + "] belongs to node [" + node
                + "], so nothing may come between them.\nMaybe deepen behind [" + each.name()
                + "].");
      }
    }
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = Copies.of(parent.weights());
    String name = newLayer(parent.architecture());
    int channels = parent.architecture().shape(node).channels();
    WeightArray identity =
        WeightArray.zeros(child.weights().get(name + "/kernel").shape());
    int area = identity.values().length / channels / channels;
    for (int i = 0; i < channels; i++) {
      identity.values()[(i * channels + i) * area + area / 2] = 1;
    }
    if (noise > 0) {
      double deviation = noise * Noise.deviation(identity.values());
      Noise.add(identity.values(), 0, identity.values().length, deviation, random);
    }
    weights.put(name + "/kernel", identity);
    if (normalized) {
      IdentityNormalization.put(weights, name + "/bn", BatchNormalization.DEFAULT, channels);
    } else {
      weights.put(
          name + "/bias", WeightArray.zeros(child.weights().get(name + "/bias").shape()));
    }
    return weights;
  }
}
