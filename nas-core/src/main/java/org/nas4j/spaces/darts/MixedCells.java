package org.nas4j.spaces.darts;

import java.util.List;
import org.nas4j.arch.Architecture;

/**
 * A network of mixed edges.
 *
 * @param network in which every operation of every edge is computed
 * @param edges of a cell
 * @param shares where the share of each operation is
 */
public record MixedCells(Architecture network, int edges, List<Share> shares) {

  /** Copies. */
  public MixedCells {
    shares = List.copyOf(shares);
  }

  /**
   * Where a cell multiplies an operation by its share.
   *
   * @param reduction whether by the shares of reduction cells
   * @param edge number of the edge in its cell
   * @param operation whose share
   * @param array name of the weights of which each is the share
   */
  public record Share(boolean reduction, int edge, DartsOperation operation, String array) {

    /**
     * Its number among the shares of both kinds of cells, normal ones first.
     *
     * @param edges of a cell
     * @return kind, then edge, then operation
     */
    public int index(int edges) {
      return ((reduction ? edges : 0) + edge) * DartsOperation.values().length
          + operation.ordinal();
    }
  }
}
