package org.nas4j.dl4j.internal.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.ZeroPad;

/**
 * What is left of an architecture when everything is computed once only. Nodes that do nothing are looked through; nodes
 * without weights that compute the same of the same inputs, such as the rectifiers that the branches of a cell begin with,
 * become one; and a rectifier that alone uses a normalization or convolution is done by that.
 */
final class FusedGraph {

  private final Architecture architecture;
  private final Map<String, String> representatives = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, List<String>> sources = new HashMap<>();
  private final Map<String, Integer> users = new HashMap<>();
  private final Set<String> rectifying = new HashSet<>();
  private final Set<String> rectified = new HashSet<>();

  FusedGraph(Architecture architecture, Set<String> used) {
    this.architecture = architecture;
    representatives.put(Architecture.INPUT, Architecture.INPUT);
    Map<List<Object>, String> known = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (used.contains(node.name())) {
        List<String> inputs = node.inputs().stream().map(representatives::get).toList();
        String same = doesNothing(node)
            ? inputs.get(0)
            : isPure(node.layer()) ? known.get(List.of(node.layer(), inputs)) : null;
        representatives.put(node.name(), same == null ? node.name() : same);
        if (same == null) {
          known.put(List.of(node.layer(), inputs), node.name());
          nodes.add(node);
          sources.put(node.name(), inputs);
          inputs.forEach(input -> users.merge(input, 1, Integer::sum));
        }
      }
    }
    nodes.forEach(this::fuse);
  }

  private boolean doesNothing(Node node) {
    Layer layer = node.layer();
    return layer instanceof Identity
        || layer instanceof Dropout dropout && dropout.rate() == 0
        || layer instanceof DropPath path && path.keep() == 1
        || layer instanceof Flatten && architecture.inputShapes(node).get(0) instanceof Shape.Vector
        || (layer instanceof Add || layer instanceof Concat) && node.inputs().size() == 1;
  }

  /** Whether equal inputs give equal outputs, always. */
  private static boolean isPure(Layer layer) {
    return layer instanceof Activation
        || layer instanceof Pooling
        || layer instanceof GlobalPooling
        || layer instanceof ZeroPad
        || layer instanceof Flatten
        || layer instanceof Add
        || layer instanceof Concat;
  }

  private void fuse(Node node) {
    String source = sources.get(node.name()).get(0);
    if (node.layer().equals(Activation.RELU)
        && users.get(source) == 1
        && !source.equals(Architecture.INPUT)
        && canRectify(architecture.node(source).layer())) {
      rectifying.add(source);
      rectified.add(node.name());
    }
  }

  private static boolean canRectify(Layer layer) {
    return layer instanceof BatchNormalization
        || layer instanceof Convolution
        || layer instanceof DepthwiseConvolution
        || layer instanceof SeparableConvolution;
  }

  /** The nodes that are computed, in order. */
  List<Node> nodes() {
    return nodes;
  }

  /** The nodes that feed one of them. */
  List<String> inputs(Node node) {
    return sources.get(node.name());
  }

  /** Whether a node sets its own negative results to 0. */
  boolean rectifies(String name) {
    return rectifying.contains(name);
  }

  /** Whether an activation has been applied by the node that feeds it. */
  boolean isDone(String activation) {
    return rectified.contains(activation);
  }
}
