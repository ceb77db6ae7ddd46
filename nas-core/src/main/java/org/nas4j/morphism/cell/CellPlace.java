package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.morphism.LayerOrder;

/**
 * Where a cell stands in a network, and by what names its nodes go: those of a branch follow from
 * the branches before it, as {@code Morphism} names what it makes.
 *
 * @param start nodes of the cell's first edge, first to last: what the cell grows from; one alone
 *     is an identity, or an operation with nothing around it
 * @param order what stands around operations with weights
 * @param noise of edits, relative to the kernels they copy or make
 */
public record CellPlace(List<String> start, LayerOrder order, double noise) {

  private static final String COPY = "+path";
  private static final String NEXT = "+next1";

  /** Checks and copies. */
  public CellPlace {
    start = List.copyOf(start);
    requireNonNull(order, "order");
    if (start.isEmpty()) {
      throw new IllegalArgumentException("A cell starts from at least one node.");
    }
  }

  /** The nodes of a branch's edge, first to last. */
  List<String> nodes(CellTree tree, List<Integer> place) {
    boolean madeHere = place.size() > 1 || start.size() == 1;
    return madeHere
        ? tree.branch(place).operation().nodes(name(tree, place), order)
        : start.stream().map(node -> copy(node, place.get(0))).toList();
  }

  /** The node of a branch's operation, if it took the place of an identity. */
  String name(CellTree tree, List<Integer> place) {
    if (place.size() == 1) {
      return copy(start.get(0), place.get(0));
    }
    String before = last(tree, place.subList(0, place.size() - 1)) + NEXT;
    return copy(before, place.get(place.size() - 1));
  }

  /** The last node of a branch's edge. */
  String last(CellTree tree, List<Integer> place) {
    List<String> nodes = nodes(tree, place);
    return nodes.get(nodes.size() - 1);
  }

  private static String copy(String node, int index) {
    return index == 0 ? node : node + COPY + index;
  }
}
