package org.nas4j.spaces.darts;

import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Architecture;

/**
 * A network of mixed edges.
 *
 * @param network in which every operation of every edge is computed
 * @param edges of a cell
 * @param shares where the share of each operation is, and of channels that bypass the operations
 * @param selections convolutions that only pick channels, and are never trained
 */
public record MixedCells(
    Architecture network, int edges, List<Share> shares, List<Selection> selections) {

  private static final int OPERATIONS = DartsOperation.values().length;

  /** Copies. */
  public MixedCells {
    shares = List.copyOf(shares);
    selections = List.copyOf(selections);
  }

  /**
   * Whether each edge hands some channels past its operations, times a share of their own.
   *
   * @return false if all channels go through the operations
   */
  public boolean bypasses() {
    return shares.stream().anyMatch(share -> share.operation().isEmpty());
  }

  /**
   * Where a cell multiplies by a share.
   *
   * @param reduction whether by the shares of reduction cells
   * @param edge number of the edge in its cell
   * @param operation whose share; empty for the channels that bypass all of them
   * @param array name of the weights of which each is the share
   */
  public record Share(
      boolean reduction, int edge, Optional<DartsOperation> operation, String array) {

    /**
     * Its number among the shares of both kinds of cells: those of operations first, by kind
     * (normal ones first), then edge, then operation; behind them one for each edge, by kind and
     * edge, of what bypasses.
     *
     * @param edges of a cell
     * @return from 0
     */
    public int index(int edges) {
      int ofBoth = (reduction ? edges : 0) + edge;
      return operation
          .map(which -> ofBoth * OPERATIONS + which.ordinal())
          .orElse(2 * edges * OPERATIONS + ofBoth);
    }
  }

  /**
   * A convolution whose every filter hands on one channel.
   *
   * @param array name of its weights, {@code [channels.size(), inputs, 1, 1]}
   * @param channels of the input, in the order in which they come out
   */
  public record Selection(String array, List<Integer> channels) {

    /** Copies. */
    public Selection {
      channels = List.copyOf(channels);
    }
  }
}
