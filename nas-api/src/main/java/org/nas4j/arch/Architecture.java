package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.space.InfeasibleException;

/**
 * A network without weights: a directed acyclic graph of layers from one input to one output,
 * possibly with auxiliary outputs. Immutable; every shape is known and has been checked.
 */
public final class Architecture {

  /** Name under which nodes refer to the network's input. */
  public static final String INPUT = "input";

  private final Shape input;
  private final Map<String, Node> nodes;
  private final Map<String, Shape> shapes;
  private final String output;
  /** Made on first use; threads that race make equal ones. */
  private volatile Map<String, WeightSpec> weights;

  private Architecture(Builder builder, String output) {
    this.input = builder.input;
    this.nodes = new LinkedHashMap<>(builder.nodes);
    this.shapes = new LinkedHashMap<>(builder.shapes);
    this.output = output;
  }

  /**
   * Starts an architecture.
   *
   * @param input shape of one example
   * @return a builder for one architecture
   */
  public static Builder builder(Shape input) {
    return new Builder(input);
  }

  /**
   * The shape of one example.
   *
   * @return shape without the batch axis
   */
  public Shape input() {
    return input;
  }

  /**
   * All nodes, each after those that feed it.
   *
   * @return in the order in which they were added
   */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /**
   * One node.
   *
   * @param name its name
   * @return the node
   * @throws IllegalArgumentException if there is none of that name
   */
  public Node node(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "There is no node [" + name + "], only " + nodes.keySet() + ".");
    }
    return node;
  }

  /**
   * The name of the main output.
   *
   * @return name of a node
   */
  public String output() {
    return output;
  }

  /**
   * What a node yields.
   *
   * @param name name of a node, or {@link #INPUT}
   * @return shape without the batch axis
   */
  public Shape shape(String name) {
    return name.equals(INPUT) ? input : shapes.get(node(name).name());
  }

  /**
   * What feeds a node.
   *
   * @param node a node of this architecture
   * @return shapes in the order of its inputs
   */
  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(this::shape).toList();
  }

  /**
   * The arrays of numbers that the network needs, by name: the node's, a slash, and what it is for
   * ({@code "conv1/kernel"}).
   *
   * @return in the order of the nodes; unmodifiable
   */
  public Map<String, WeightSpec> weights() {
    if (weights == null) {
      Map<String, WeightSpec> specs = new LinkedHashMap<>();
      for (Node node : nodes.values()) {
        node.layer()
            .weights(inputShapes(node))
            .forEach(spec -> specs.put(spec.of(node.name()), spec));
      }
      weights = Collections.unmodifiableMap(specs);
    }
    return weights;
  }

  /**
   * Parameters, multiply-accumulates and activation memory, per node and in total.
   *
   * @return the analytic cost of this architecture as it stands, unused nodes included
   */
  public Cost cost() {
    return CostModel.cost(this);
  }

  /**
   * A digest that is equal for architectures that compute the same by construction: names, unused
   * nodes, identities and the order of an addition's inputs have no part in it.
   *
   * @return 64 hexadecimal digits
   */
  public String canonicalHash() {
    return CanonicalForm.hash(this);
  }

  /** Equal if input, nodes with their names, and output are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && input.equals(that.input)
        && nodes().equals(that.nodes())
        && output.equals(that.output);
  }

  @Override
  public int hashCode() {
    return 31 * nodes.hashCode() + input.hashCode();
  }

  @Override
  public String toString() {
    return "Architecture[" + input + " → " + nodes.size() + " nodes → " + shape(output) + "]";
  }

  /** Adds nodes one by one, each checked at once. For one thread. */
  public static final class Builder {

    private final Shape input;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private Builder(Shape input) {
      this.input = requireNonNull(input, "input");
    }

    /**
     * Adds a node.
     *
     * @param name unique name
     * @param layer what it computes
     * @param inputs names of earlier nodes, or {@link Architecture#INPUT}
     * @return the name, to be used as input of later nodes
     * @throws InfeasibleException if the layer cannot be applied to such inputs
     * @throws IllegalArgumentException if the name is taken or an input unknown
     */
    public String add(String name, Layer layer, String... inputs) {
      return add(name, layer, List.of(inputs));
    }

    /**
     * Adds a node.
     *
     * @param name unique name
     * @param layer what it computes
     * @param inputs names of earlier nodes, or {@link Architecture#INPUT}
     * @return the name, to be used as input of later nodes
     * @throws InfeasibleException if the layer cannot be applied to such inputs
     * @throws IllegalArgumentException if the name is taken or an input unknown
     */
    public String add(String name, Layer layer, List<String> inputs) {
      Node node = new Node(name, layer, inputs);
      if (nodes.containsKey(name)) {
        throw new IllegalArgumentException(
            "There is a node [" + name + "] already.\nMaybe number the names.");
      }
      List<Shape> incoming = new ArrayList<>();
      for (String each : inputs) {
        incoming.add(shape(each));
      }
      try {
        shapes.put(name, layer.output(incoming));
      } catch (InfeasibleException e) {
        throw new InfeasibleException(e.reason(), "Node [" + name + "]: " + e.getMessage());
      }
      nodes.put(name, node);
      return name;
    }

    /**
     * What a node yields, so that a space can decide by it.
     *
     * @param name name of a node, or {@link Architecture#INPUT}
     * @return shape without the batch axis
     * @throws IllegalArgumentException if there is no such node yet
     */
    public Shape shape(String name) {
      Shape shape = name.equals(INPUT) ? input : shapes.get(name);
      if (shape == null) {
        throw new IllegalArgumentException(
            "There is no node [" + name + "] yet, only " + nodes.keySet() + ".");
      }
      return shape;
    }

    /**
     * Names of the nodes so far.
     *
     * @return in the order in which they were added
     */
    public Set<String> names() {
      return Set.copyOf(nodes.keySet());
    }

    /**
     * Ends the architecture with its last node as main output.
     *
     * @return the architecture
     * @throws IllegalStateException if no node was added
     */
    public Architecture build() {
      if (nodes.isEmpty()) {
        throw new IllegalStateException("An architecture needs at least one node.");
      }
      return build(new ArrayList<>(nodes.keySet()).get(nodes.size() - 1));
    }

    /**
     * Ends the architecture.
     *
     * @param output name of the main output's node
     * @return the architecture
     * @throws IllegalArgumentException if there is no such node
     */
    public Architecture build(String output) {
      if (!nodes.containsKey(output)) {
        throw new IllegalArgumentException(
            "The output [" + output + "] is not among the nodes " + nodes.keySet() + ".");
      }
      return new Architecture(this, output);
    }
  }
}
