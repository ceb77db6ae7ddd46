package org.nas4j.exchange;

import java.util.List;
import java.util.stream.Collectors;
import org.nas4j.arch.Architecture;

/**
 * Drawings of an architecture, from the input above to the outputs below. Each box is a layer with
 * the activations, normalizations and dropouts around it; it says the shape that comes out and the
 * parameters inside. Equal architectures give equal drawings. Thread-safe.
 */
public final class ArchitectureDrawing {

  private ArchitectureDrawing() {}

  /**
   * The text that Graphviz lays out and draws.
   *
   * @param architecture what to draw
   * @return a directed graph in DOT
   */
  public static String dot(Architecture architecture) {
    StringBuilder dot = new StringBuilder("digraph architecture {\n"
        + "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];\n"
        + "  edge [color=\"#555555\"];\n");
    List<Box> boxes = Box.of(architecture);
    for (Box box : boxes) {
      String label = box.title() + "\n" + box.notes().stream().collect(Collectors.joining("\n"));
      dot.append("  n").append(box.id()).append(" [label=").append(quoted(label));
      dot.append(", tooltip=").append(quoted(box.tooltip()));
      dot.append(", fillcolor=").append(quoted(box.color())).append("];\n");
    }
    for (Box box : boxes) {
      for (int source : box.sources()) {
        dot.append("  n").append(source).append(" -> n").append(box.id()).append(";\n");
      }
    }
    return dot.append("}\n").toString();
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "\"" + escaped + "\"";
  }

  /**
   * A finished picture, laid out here: no Graphviz is needed.
   *
   * @param architecture what to draw
   * @return an SVG document, to be stored in UTF-8
   */
  public static String svg(Architecture architecture) {
    return SvgText.of(DrawingLayout.of(Box.of(architecture)));
  }
}
