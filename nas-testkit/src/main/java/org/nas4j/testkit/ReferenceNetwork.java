package org.nas4j.testkit;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;

/**
 * What an architecture with its weights means: the forward pass of one example at inference, in
 * double precision and in loops that can be read. Slow; for comparing backends and weight transfers
 * with. Immutable and thread-safe, as long as nobody changes the weights.
 */
public final class ReferenceNetwork {

  private final Architecture architecture;
  private final Map<String, WeightArray> weights;

  /**
   * A network.
   *
   * @param architecture the layers
   * @param weights all that {@link Architecture#weights} asks for, by name
   */
  public ReferenceNetwork(Architecture architecture, Map<String, WeightArray> weights) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.weights = Map.copyOf(weights);
  }

  /**
   * What the network says of one example.
   *
   * @param example values as [channels, height, width]
   * @return the values of the output node
   */
  public double[] output(double[] example) {
    return values(example).get(architecture.output());
  }

  /**
   * What all nodes say of one example.
   *
   * @param example values as [channels, height, width]
   * @return the values of each node as [channels, height, width], by its name, and those of the
   *     input
   */
  public Map<String, double[]> values(double[] example) {
    Map<String, double[]> values = new HashMap<>();
    values.put(Architecture.INPUT, example);
    for (Node node : architecture.nodes()) {
      values.put(
          node.name(), node.layer().accept(new ForwardPass(architecture, weights, node, values)));
    }
    return values;
  }
}
