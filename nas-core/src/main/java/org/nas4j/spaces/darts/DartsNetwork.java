package org.nas4j.spaces.darts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.spaces.AuxiliaryHead;
import org.nas4j.internal.spaces.CellLayers;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ClassifierHead;

/**
 * Networks of DARTS' cells (liu2019darts, section 3, and code): a stem of 3 F maps, cells in a row,
 * at one and two thirds of them a reduction cell with twice the filters, the mean of the maps.
 * Immutable.
 *
 * @param input shape of an image
 * @param classes number of classes, at least 2
 * @param cells in all, at least 3 so that there are reductions
 * @param filters F, of a node of the first cells
 * @param nodes of a cell
 */
public record DartsNetwork(Shape input, int classes, int cells, int filters, int nodes) {

  private static final int NODES = 4;
  private static final int STEM = 3;
  private static final int SEARCH_CELLS = 8;
  private static final int SEARCH_FILTERS = 16;
  private static final int CELLS = 20;
  private static final int FILTERS = 36;

  /** Checks. */
  public DartsNetwork {
    if (!(input instanceof Shape.Image)) {
      throw new IllegalArgumentException(
          "DARTS' networks are for images, not for [" + input + "].");
    }
    Checks.atLeast(classes, 2, "number of classes");
    Checks.atLeast(cells, 3, "number of cells");
    Checks.positive(filters, "number of filters");
    Checks.positive(nodes, "number of nodes");
  }

  /**
   * The network of the search: 8 cells of 4 nodes, 16 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return its sizes
   */
  public static DartsNetwork search(Shape input, int classes) {
    return new DartsNetwork(input, classes, SEARCH_CELLS, SEARCH_FILTERS, NODES);
  }

  /**
   * The network that is trained in the end: 20 cells of 4 nodes, 36 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return its sizes
   */
  public static DartsNetwork last(Shape input, int classes) {
    return new DartsNetwork(input, classes, CELLS, FILTERS, NODES);
  }

  /**
   * The network of chosen cells.
   *
   * @param normal the cell that keeps the resolution
   * @param reduction the cell that halves it
   * @param dropPath probability of keeping an operation that is no skip connection at the end of
   *     training, in (0, 1]; 0.8 in the paper
   * @param auxiliaryHead whether a second classifier helps in training, as in the paper
   * @return a network
   */
  public Architecture of(
      DartsCell normal, DartsCell reduction, double dropPath, boolean auxiliaryHead) {
    Optional<DropPath> drop =
        dropPath == 1 ? Optional.empty() : Optional.of(new DropPath(dropPath, 1));
    return chosen(
        normal,
        reduction,
        drop,
        auxiliaryHead,
        (node, which, edge) -> "node" + (node + 1) + (which == 0 ? "a" : "b"));
  }

  /**
   * All networks of chosen cells, to be searched by any strategy: each node reads two different
   * states, each by an operation (li2019random, section 4). Weights are named by what they do, by
   * node, state and operation, so that a supernet shares those of equal edges.
   *
   * @return a space that asks for the normal cell, then for the reduction cell
   */
  public SearchSpace<Architecture> space() {
    return new DartsSpace(this);
  }

  /** Of two different states for each node, since equal edges would have one name. */
  Architecture sharing(DartsCell normal, DartsCell reduction) {
    return chosen(
        normal,
        reduction,
        Optional.empty(),
        false,
        (node, which, edge) -> "node" + (node + 1) + "/state" + edge.state() + "/"
            + edge.operation().name());
  }

  /** What the layers of an edge are called, by its node and its place in it, both from 0. */
  private interface EdgeNames {
    String of(int node, int which, DartsCell.Edge edge);
  }

  private Architecture chosen(
      DartsCell normal,
      DartsCell reduction,
      Optional<DropPath> drop,
      boolean auxiliaryHead,
      EdgeNames names) {
    return build(drop, auxiliaryHead, (cell, isReduction, states) -> {
      DartsCell chosen = isReduction ? reduction : normal;
      for (int node = 0; node < chosen.nodes(); node++) {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < DartsCell.KEPT; i++) {
          DartsCell.Edge edge = chosen.edges().get(DartsCell.KEPT * node + i);
          String name = names.of(node, i, edge);
          int stride = isReduction && edge.state() < DartsCell.INPUTS ? 2 : 1;
          String end = edge.operation().apply(cell, name, states.get(edge.state()), stride);
          boolean isIdentity = edge.operation() == DartsOperation.SKIP && stride == 1;
          ends.add(isIdentity ? end : cell.droppable(name, end));
        }
        states.add(cell.add("node" + (node + 1), new Add(), ends.toArray(String[]::new)));
      }
    });
  }

  /**
   * The network in which every edge is a mixture of all operations, each multiplied by its share:
   * by the scale of the batch normalization that ends it, or, for what only hands its input on, by
   * a depthwise 1×1 convolution. {@link DartsOperation#NONE} has a share and no layer.
   *
   * @return the network, and where its shares are
   */
  public MixedCells mixed() {
    return mixed(1);
  }

  /**
   * The same with partial channels (xu2020pcdarts, section 3.2): of K channels of each edge one
   * goes through the operations, and the others bypass them; then channels are shuffled in K
   * groups, so that the next edge takes others. Where an edge halves rows and columns, what
   * bypasses is the greatest of four, as in the released code.
   *
   * @param oneIn K, a divisor of the filters; 4 in the paper for CIFAR-10, 1 for all channels
   * @return the network, and where its shares are
   */
  public MixedCells mixed(int oneIn) {
    Checks.positive(oneIn, "number of channels of which one is mixed");
    if (filters % oneIn != 0) {
      throw new IllegalArgumentException("One in [" + oneIn + "] channels cannot be taken of ["
          + filters + "] filters.\nMaybe take a divisor of the filters.");
    }
    MixedEdges edges = new MixedEdges(nodes, oneIn);
    Architecture network = build(Optional.empty(), false, edges::addNodes);
    return new MixedCells(network, edges(), edges.shares(), edges.selections());
  }

  /**
   * Edges of a cell before any is dropped.
   *
   * @return 14 for four nodes
   */
  public int edges() {
    return nodes * (nodes + 2 * DartsCell.INPUTS - 1) / 2;
  }

  /** Adds a cell's nodes to its states. */
  private interface Nodes {
    void add(CellLayers cell, boolean isReduction, List<String> states);
  }

  private Architecture build(Optional<DropPath> drop, boolean auxiliaryHead, Nodes each) {
    Architecture.Builder network = Architecture.builder(input);
    String last = network.add(
        "stem/conv", Convolution.of(STEM * filters, Window.square(3)), Architecture.INPUT);
    last = network.add("stem/norm", BatchNormalization.DEFAULT, last);
    String beforeLast = last;
    int width = filters;
    for (int i = 0; i < cells; i++) {
      boolean isReduction = i == cells / 3 || i == 2 * cells / 3;
      width *= isReduction ? 2 : 1;
      CellLayers cell = new CellLayers(network, "cell" + (i + 1), width, drop);
      String next = cell(cell, beforeLast, last, isReduction, each);
      beforeLast = last;
      last = next;
      if (auxiliaryHead && i == 2 * cells / 3) {
        AuxiliaryHead.add(network, last, classes);
      }
    }
    return ClassifierHead.GLOBAL_AVERAGE.classify(network, last, classes);
  }

  private String cell(
      CellLayers cell, String beforeLast, String last, boolean isReduction, Nodes each) {
    Shape.Image one = (Shape.Image) cell.network().shape(beforeLast);
    Shape.Image other = (Shape.Image) cell.network().shape(last);
    List<String> states = new ArrayList<>();
    states.add(
        one.height() == other.height()
            ? cell.convolution("input0", Window.square(1), beforeLast)
            : cell.block("input0", new FactorizedReduction(cell.filters()), beforeLast));
    states.add(cell.convolution("input1", Window.square(1), last));
    each.add(cell, isReduction, states);
    List<String> outputs = states.subList(DartsCell.INPUTS, states.size());
    return cell.add("output", new Concat(), outputs.toArray(String[]::new));
  }
}
