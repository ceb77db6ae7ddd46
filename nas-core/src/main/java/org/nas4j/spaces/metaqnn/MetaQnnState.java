package org.nas4j.spaces.metaqnn;

import org.nas4j.spaces.KernelFit;
import org.nas4j.spaces.metaqnn.MetaQnnLayer.Kind;

/**
 * The state of MetaQNN's Markov decision process: what a Q-value may depend on.
 *
 * @param last the latest layer
 * @param depth how many layers there are
 * @param bin lower edge of the bin that the number of rows falls into: 8, 4 or 1; 0 once it does
 *     not matter any more
 * @param denseLayers how many dense layers there are
 */
record MetaQnnState(MetaQnnLayer last, int depth, int bin, int denseLayers) {

  private static final int MAX_DENSE = 2;
  private static final int LARGE = 8;
  private static final int MEDIUM = 4;

  static MetaQnnState start(int rows) {
    return new MetaQnnState(MetaQnnLayer.START, 0, bin(rows), 0);
  }

  /** The state after a layer that leaves so many rows. */
  MetaQnnState next(MetaQnnLayer layer, int rows) {
    boolean maps = layer.kind() == Kind.CONVOLUTION || layer.kind() == Kind.POOLING;
    int dense = denseLayers + (layer.kind() == Kind.DENSE ? 1 : 0);
    return new MetaQnnState(layer, depth + 1, maps ? bin(rows) : 0, dense);
  }

  private static int bin(int rows) {
    return rows >= LARGE ? LARGE : rows >= MEDIUM ? MEDIUM : 1;
  }

  /**
   * Whether a layer may follow.
   *
   * @param maxDepth most layers before the classifier
   * @param fit how large a kernel may be
   * @param rows the true number of rows
   */
  boolean allows(MetaQnnLayer layer, int maxDepth, KernelFit fit, int rows) {
    if (layer.kind() == Kind.SOFTMAX) {
      return true;
    }
    if (depth >= maxDepth || last.kind() == Kind.GLOBAL_AVERAGE) {
      return false;
    }
    boolean dense = last.kind() == Kind.DENSE;
    boolean fits = fit.allows(layer.kernel(), bin, rows);
    return switch (layer.kind()) {
      case CONVOLUTION -> !dense && fits;
      case POOLING -> last.kind() == Kind.CONVOLUTION && fits;
      case GLOBAL_AVERAGE -> !dense;
      case DENSE -> dense ? denseLayers < MAX_DENSE && layer.size() <= last.size() : bin < LARGE;
      default -> false;
    };
  }
}
