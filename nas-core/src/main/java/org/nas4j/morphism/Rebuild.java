package org.nas4j.morphism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;

/**
 * Builds an edited copy of an architecture: other layers in some places, new nodes before or behind
 * one of the old ones.
 */
final class Rebuild {

  private final Architecture parent;
  private final Map<String, Layer> layers = new HashMap<>();
  private String extended;
  private Insertion insertion;
  private String fed;
  private Feeding feeding;

  /** Adds nodes to a builder that holds all nodes up to the extended one. */
  @FunctionalInterface
  interface Insertion {
    /** The node that takes the extended one's place as input of all that read it. */
    String insert(Architecture.Builder builder);
  }

  /** Adds nodes to a builder that holds all nodes up to the fed one. */
  @FunctionalInterface
  interface Feeding {
    /** The node that feeds the fed one in the place of its first input. */
    String insert(Architecture.Builder builder, String input);
  }

  Rebuild(Architecture parent) {
    this.parent = parent;
  }

  Rebuild replace(String node, Layer layer) {
    layers.put(node, layer);
    return this;
  }

  Rebuild behind(String node, Insertion nodes) {
    extended = node;
    insertion = nodes;
    return this;
  }

  Rebuild before(String node, Feeding nodes) {
    fed = node;
    feeding = nodes;
    return this;
  }

  Architecture build() {
    Architecture.Builder builder = Architecture.builder(parent.input());
    String renamed = extended;
    for (Node node : parent.nodes()) {
      String reads = renamed;
      List<String> inputs = node.inputs().stream()
          .map(each -> each.equals(extended) ? reads : each)
          .toList();
      if (node.name().equals(fed)) {
        inputs = List.of(feeding.insert(builder, inputs.get(0)));
      }
      builder.add(node.name(), layers.getOrDefault(node.name(), node.layer()), inputs);
      if (node.name().equals(extended)) {
        renamed = insertion.insert(builder);
      }
    }
    return builder.build(parent.output());
  }

  /** A name that no node has yet: the base, a word, and the first free number. */
  static String fresh(Architecture architecture, String base, String word) {
    List<String> taken = architecture.nodes().stream().map(Node::name).toList();
    int number = 1;
    while (taken.contains(base + "+" + word + number)) {
      number++;
    }
    return base + "+" + word + number;
  }
}
