package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Node;

/** An architecture as a table for terminals and logs. Thread-safe. */
public final class ArchitectureTable {

  private static final List<String> HEADER =
      List.of("node", "layer", "reads", "output", "parameters", "MACs");

  /** Columns from here on are numbers, and right-aligned. */
  private static final int FIRST_NUMBER = 4;

  private ArchitectureTable() {}

  /**
   * One line a node, with its layer, what it reads, the shape of its output, its parameters and the
   * multiply-accumulates of one example; then the totals.
   *
   * @param architecture what to show
   * @return lines that end with "\n"
   */
  public static String of(Architecture architecture) {
    Cost cost = architecture.cost();
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    rows.add(row(Architecture.INPUT, "", "", architecture.input().toString(), "", ""));
    for (Node node : architecture.nodes()) {
      Cost.NodeCost own = cost.perNode().get(node.name());
      rows.add(row(
          node.name(),
          LayerLook.of(node.layer()).words(),
          String.join(", ", node.inputs()),
          architecture.shape(node.name()).toString(),
          count(own.parameters()),
          count(own.macs())));
    }
    rows.add(row("total", "", "", "", total(cost.parameters()), total(cost.macs())));
    return table(rows);
  }

  private static List<String> row(String... cells) {
    return List.of(cells);
  }

  private static String count(long value) {
    return value == 0 ? "" : total(value);
  }

  private static String total(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("─".repeat(width));
    }
    List<List<String>> lines = new ArrayList<>(rows);
    lines.add(1, Collections.unmodifiableList(rule));
    lines.add(lines.size() - 1, Collections.unmodifiableList(rule));
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        one.append(i >= FIRST_NUMBER ? space + line.get(i) : line.get(i) + space)
            .append("  ");
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
