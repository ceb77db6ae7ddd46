package org.nas4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanonicalHashTest {

  private static final Shape INPUT = Shape.image(4, 8, 8);

  /** Layers that keep the shape, so that any graph of them can be built. */
  private static final List<Layer> LAYERS = List.of(
      Convolution.of(4, Window.square(3)),
      Convolution.of(4, Window.square(1)),
      Activation.RELU,
      Pooling.max(Window.square(3)),
      new Identity(),
      new Add());

  /** Random graphs of shape-keeping layers, each node with one or more earlier inputs. */
  private static List<Node> randomGraph(SplittableRandom random) {
    List<Node> nodes = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(Architecture.INPUT));
    int size = 3 + random.nextInt(10);
    for (int i = 0; i < size; i++) {
      Layer layer = LAYERS.get(random.nextInt(LAYERS.size()));
      List<String> inputs = new ArrayList<>();
      int count = layer instanceof Add ? 2 + random.nextInt(2) : 1;
      for (int k = 0; k < count; k++) {
        inputs.add(names.get(random.nextInt(names.size())));
      }
      nodes.add(new Node("n" + i, layer, inputs));
      names.add("n" + i);
    }
    return nodes;
  }

  private static String hash(List<Node> nodes, String output) {
    Architecture.Builder builder = Architecture.builder(INPUT);
    nodes.forEach(node -> builder.add(node.name(), node.layer(), node.inputs()));
    return builder.build(output).canonicalHash();
  }

  /** The same graph under other names, added in another order, additions turned around. */
  private static String disguised(List<Node> nodes, String output, SplittableRandom random) {
    Map<String, String> names = new HashMap<>(Map.of(Architecture.INPUT, Architecture.INPUT));
    nodes.forEach(node -> names.put(node.name(), "x" + random.nextInt() + node.name()));
    List<Node> waiting = new ArrayList<>();
    for (Node node : nodes) {
      List<String> inputs =
          new ArrayList<>(node.inputs().stream().map(names::get).toList());
      if (node.layer().isCommutative()) {
        shuffle(inputs, random);
      }
      waiting.add(new Node(names.get(node.name()), node.layer(), inputs));
    }
    List<Node> ordered = new ArrayList<>();
    Set<String> added = new HashSet<>(Set.of(Architecture.INPUT));
    while (!waiting.isEmpty()) {
      shuffle(waiting, random);
      Node next = waiting.stream()
          .filter(node -> added.containsAll(node.inputs()))
          .findFirst()
          .orElseThrow();
      waiting.remove(next);
      ordered.add(next);
      added.add(next.name());
    }
    return hash(ordered, names.get(output));
  }

  private static void shuffle(List<?> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }

  @Test
  void ignoresNamesAndOrder() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 1000; i++) {
      List<Node> nodes = randomGraph(random);
      String output = nodes.get(nodes.size() - 1).name();
      assertThat(disguised(nodes, output, random)).isEqualTo(hash(nodes, output));
    }
  }

  @Test
  void ignoresUnusedNodesAndIdentities() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 500; i++) {
      List<Node> nodes = new ArrayList<>(randomGraph(random));
      String output = nodes.get(nodes.size() - 1).name();
      String hash = hash(nodes, output);
      nodes.add(new Node("unused", Activation.RELU, List.of("n0")));
      assertThat(hash(nodes, output)).isEqualTo(hash);
      nodes.add(new Node("same", new Identity(), List.of(output)));
      assertThat(hash(nodes, "same")).isEqualTo(hash);
    }
  }

  @Test
  void seesEveryChangeOfLayer() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 500; i++) {
      List<Node> nodes = new ArrayList<>(randomGraph(random));
      Node last = nodes.get(nodes.size() - 1);
      String hash = hash(nodes, last.name());
      nodes.add(new Node("more", Activation.RELU, List.of(last.name())));
      assertThat(hash(nodes, "more")).isNotEqualTo(hash);
      nodes.set(
          nodes.size() - 1,
          new Node("more", new Activation(Activation.Function.TANH), List.of(last.name())));
      String tanh = hash(nodes, "more");
      nodes.set(
          nodes.size() - 1,
          new Node("more", new Activation(Activation.Function.ELU), List.of(last.name())));
      assertThat(hash(nodes, "more")).isNotEqualTo(tanh);
    }
  }

  @Test
  void seesOrderOfConcatenation() {
    assertThat(concat("a", "b")).isNotEqualTo(concat("b", "a"));
  }

  private static String concat(String first, String second) {
    return hash(
        List.of(
            new Node("a", Convolution.of(4, Window.square(3)), List.of(Architecture.INPUT)),
            new Node("b", Convolution.of(4, Window.square(1)), List.of(Architecture.INPUT)),
            new Node("all", new Concat(), List.of(first, second))),
        "all");
  }

  @Test
  void seesShapeOfInput() {
    Architecture.Builder one = Architecture.builder(Shape.image(4, 8, 8));
    one.add("a", Activation.RELU, Architecture.INPUT);
    Architecture.Builder two = Architecture.builder(Shape.image(4, 8, 9));
    two.add("a", Activation.RELU, Architecture.INPUT);
    assertThat(one.build().canonicalHash()).isNotEqualTo(two.build().canonicalHash());
  }
}
