package org.nas4j.arch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels each used node by what it computes (upward pass over its inputs' labels), then by who uses
 * it (downward pass), and digests all labels together. The labels' multiset tells one node used
 * twice from two nodes of equal kind, which have weights of their own.
 */
final class CanonicalForm {

  private final Architecture architecture;
  private final Map<String, Node> used = new LinkedHashMap<>();

  private CanonicalForm(Architecture architecture) {
    this.architecture = architecture;
    List<Node> nodes = new ArrayList<>(architecture.nodes());
    Set<String> reached = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (reached.contains(node.name()) || isOutput(node)) {
        node.inputs().forEach(input -> reached.add(source(input)));
        if (!node.layer().traits().isIdle()) {
          used.put(node.name(), node);
        }
      }
    }
  }

  static String hash(Architecture architecture) {
    return new CanonicalForm(architecture).hash();
  }

  private boolean isOutput(Node node) {
    return node.name().equals(architecture.output()) || node.layer().traits().isOutput();
  }

  /**
   * The node behind a chain of layers that are set to do nothing; a join of one input is not, so
   * that old hashes stay.
   */
  private String source(String name) {
    String current = name;
    while (!current.equals(Architecture.INPUT)
        && architecture.node(current).layer().traits().isIdle()) {
      current = architecture.node(current).inputs().get(0);
    }
    return current;
  }

  private String hash() {
    Map<String, String> upward = upward();
    Map<String, String> downward = downward(upward);
    List<String> labels = used.keySet().stream()
        .map(name -> upward.get(name) + downward.get(name))
        .sorted()
        .toList();
    String output = source(architecture.output());
    return digest(architecture.input()
        + "|"
        + upward.getOrDefault(output, Architecture.INPUT)
        + "|"
        + labels);
  }

  private Map<String, String> upward() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Architecture.INPUT, Architecture.INPUT);
    List<Node> inOrder = new ArrayList<>(used.values());
    Collections.reverse(inOrder);
    for (Node node : inOrder) {
      List<String> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(labels.get(source(input))));
      if (node.layer().isCommutative()) {
        inputs.sort(Comparator.naturalOrder());
      }
      labels.put(node.name(), digest(node.layer() + "(" + inputs + ")"));
    }
    return labels;
  }

  private Map<String, String> downward(Map<String, String> upward) {
    Map<String, List<String>> users = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    for (Node node : used.values()) {
      List<String> from =
          users.getOrDefault(node.name(), List.of()).stream().sorted().toList();
      String label = digest(upward.get(node.name()) + from);
      labels.put(node.name(), label);
      for (int i = 0; i < node.inputs().size(); i++) {
        String slot = node.layer().isCommutative() ? "" : "#" + i;
        users
            .computeIfAbsent(source(node.inputs().get(i)), name -> new ArrayList<>())
            .add(label + slot);
      }
    }
    return labels;
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256, but this one does not.", e);
    }
  }
}
