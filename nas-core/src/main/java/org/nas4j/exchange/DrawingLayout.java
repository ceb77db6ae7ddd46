package org.nas4j.exchange;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where boxes and lines lie, in pixels from the upper left corner.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param places one a box
 * @param lines one an edge, from source to reader
 */
record DrawingLayout(double width, double height, List<Place> places, List<List<Point>> lines) {

  static final double TITLE_SIZE = 13;
  static final double NOTE_SIZE = 11;
  static final double LINE_HEIGHT = 16;

  /** Width of a letter by its height, on the generous side for the usual sans-serif fonts. */
  private static final double LETTER = 0.58;

  private static final double BORDER = 10;
  private static final double MARGIN = 20;

  static {
    // Registers the types of ELK's options, which a layout copies; outside Eclipse nobody else
    // does.
    LayoutMetaDataService.getInstance();
  }

  /** A box at its place. */
  record Place(Box box, double x, double y, double width, double height) {}

  /** A corner of a line. */
  record Point(double x, double y) {}

  static DrawingLayout of(List<Box> boxes) {
    ElkNode graph = graph();
    List<ElkNode> nodes = new ArrayList<>();
    for (Box box : boxes) {
      ElkNode node = ElkGraphUtil.createNode(graph);
      node.setDimensions(width(box), (1 + box.notes().size()) * LINE_HEIGHT + BORDER);
      nodes.add(node);
      for (int source : box.sources()) {
        ElkGraphUtil.createSimpleEdge(nodes.get(source), node);
      }
    }
    new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
    List<Place> places = new ArrayList<>();
    for (Box box : boxes) {
      ElkNode node = nodes.get(box.id());
      places.add(new Place(box, node.getX(), node.getY(), node.getWidth(), node.getHeight()));
    }
    List<List<Point>> lines =
        graph.getContainedEdges().stream().map(DrawingLayout::corners).toList();
    return new DrawingLayout(graph.getWidth(), graph.getHeight(), places, lines);
  }

  private static ElkNode graph() {
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
    graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
    graph.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 30.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 26.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
    return graph;
  }

  private static double width(Box box) {
    double width = box.title().length() * TITLE_SIZE * LETTER;
    for (String note : box.notes()) {
      width = Math.max(width, note.length() * NOTE_SIZE * LETTER);
    }
    return width + 2 * BORDER;
  }

  private static List<Point> corners(ElkEdge edge) {
    List<Point> corners = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      corners.add(new Point(section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> corners.add(new Point(bend.getX(), bend.getY())));
      corners.add(new Point(section.getEndX(), section.getEndY()));
    }
    return corners;
  }
}
