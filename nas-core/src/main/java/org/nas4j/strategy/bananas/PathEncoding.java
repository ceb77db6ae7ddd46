package org.nas4j.strategy.bananas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerTraits;
import org.nas4j.arch.Node;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Each way from the input to the output is a feature, as the sequence of its layers
 * (white2021bananas, section 3); the shortest ones, up to a number. Layers that only join, scale or
 * rectify are left out of the sequence.
 *
 * @param space builds the networks
 * @param most ways of one network
 */
record PathEncoding(SearchSpace<Architecture> space, int most) implements Encoding {

  /** A beginning of ways: where they are, and what they went through. */
  private record Way(String node, String layers) {}

  @Override
  public Set<String> features(Genotype genotype) {
    return paths(space.replay(genotype).architecture());
  }

  /** By length in nodes, so that the shortest come first. */
  Set<String> paths(Architecture architecture) {
    Map<String, List<Node>> readers = readers(architecture);
    Set<String> paths = new LinkedHashSet<>();
    Set<Way> seen = new HashSet<>();
    Deque<Way> waiting = new ArrayDeque<>();
    waiting.add(new Way(Architecture.INPUT, ""));
    while (!waiting.isEmpty() && paths.size() < most && seen.size() < 50 * most) {
      Way way = waiting.remove();
      if (way.node().equals(architecture.output())) {
        paths.add(way.layers());
        continue;
      }
      for (Node reader : readers.getOrDefault(way.node(), List.of())) {
        Way further = new Way(reader.name(), way.layers() + text(reader.layer()));
        if (seen.add(further)) {
          waiting.add(further);
        }
      }
    }
    return paths;
  }

  private static Map<String, List<Node>> readers(Architecture architecture) {
    Map<String, List<Node>> readers = new HashMap<>();
    for (Node node : architecture.nodes()) {
      new LinkedHashSet<>(node.inputs())
          .forEach(
              input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
    }
    return readers;
  }

  private static String text(Layer layer) {
    LayerTraits traits = layer.traits();
    boolean isPlain =
        traits.joinsInputs() || traits.finishes() || traits.actsInTrainingOnly() || traits.isIdle();
    return isPlain ? "" : layer + ";";
  }

  @Override
  public String toString() {
    return most + " paths";
  }
}
