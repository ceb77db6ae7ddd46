package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.LayerTraits;
import org.nas4j.arch.Node;

/**
 * One box of a drawing: a layer with the activations, normalizations and dropouts before and after
 * it that nothing else reads.
 *
 * @param id unique in the drawing, in drawing order
 * @param title what it is, in a few words
 * @param notes further lines
 * @param tooltip names of its nodes
 * @param color name of its kind's color
 * @param sources ids of the boxes that it reads
 */
record Box(
    int id, String title, List<String> notes, String tooltip, String color, List<Integer> sources) {

  private static final String INPUT = "#ffffff";

  /** All boxes of an architecture, the input's first. */
  static List<Box> of(Architecture architecture) {
    List<List<Node>> groups = groups(architecture);
    Map<String, Integer> ids = new LinkedHashMap<>(Map.of(Architecture.INPUT, 0));
    for (int i = 0; i < groups.size(); i++) {
      for (Node node : groups.get(i)) {
        ids.put(node.name(), i + 1);
      }
    }
    Cost cost = architecture.cost();
    List<Box> boxes = new ArrayList<>();
    String shape = architecture.input().toString();
    boxes.add(new Box(0, Architecture.INPUT, List.of(shape), Architecture.INPUT, INPUT, List.of()));
    for (List<Node> group : groups) {
      Set<Integer> sources = new LinkedHashSet<>();
      group.get(0).inputs().forEach(input -> sources.add(ids.get(input)));
      boxes.add(box(boxes.size(), group, List.copyOf(sources), architecture, cost));
    }
    return boxes;
  }

  private static List<List<Node>> groups(Architecture architecture) {
    Map<String, Long> readers = architecture.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .collect(Collectors.groupingBy(input -> input, Collectors.counting()));
    Map<String, List<Node>> byLast = new LinkedHashMap<>();
    List<List<Node>> groups = new ArrayList<>();
    for (Node node : architecture.nodes()) {
      List<Node> group = byLast.remove(node.inputs().get(0));
      boolean follows = group != null
          && node.inputs().size() == 1
          && readers.get(node.inputs().get(0)) == 1
          && (isMinor(node) || group.stream().allMatch(Box::isMinor));
      if (!follows) {
        group = new ArrayList<>();
        groups.add(group);
      }
      group.add(node);
      byLast.put(node.name(), group);
    }
    return groups;
  }

  private static boolean isMinor(Node node) {
    LayerTraits traits = node.layer().traits();
    return traits.finishes() || traits.actsInTrainingOnly();
  }

  private static Box box(
      int id, List<Node> group, List<Integer> sources, Architecture architecture, Cost cost) {
    Node main = group.stream().filter(node -> !isMinor(node)).findFirst().orElse(group.get(0));
    List<String> notes = new ArrayList<>();
    String others = group.stream()
        .filter(node -> node != main)
        .map(node -> LayerLook.of(node.layer()).words())
        .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      notes.add(others);
    }
    long parameters = group.stream()
        .mapToLong(node -> cost.perNode().get(node.name()).parameters())
        .sum();
    String shape = architecture.shape(group.get(group.size() - 1).name()).toString();
    notes.add(
        parameters == 0
            ? shape
            : shape + String.format(Locale.ROOT, " · %,d parameters", parameters));
    String names = group.stream().map(Node::name).collect(Collectors.joining(", "));
    LayerLook look = LayerLook.of(main.layer());
    return new Box(id, look.words(), notes, names, look.color(), sources);
  }
}
