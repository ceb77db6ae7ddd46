package org.nas4j.arch;

import java.util.Map;

/**
 * What an architecture costs, by analysis.
 *
 * @param parameters number of trained weights and biases
 * @param macs multiply-accumulates of one example's forward pass
 * @param peakActivationBytes most bytes of activations that are alive at once in one example's
 *     forward pass, with 4 bytes a value, nodes computed in their order and freed after their last
 *     use
 * @param perNode the figures of each node by name; its {@code activationBytes} are those of its
 *     output
 */
public record Cost(
    long parameters, long macs, long peakActivationBytes, Map<String, NodeCost> perNode) {

  /** Copies. */
  public Cost {
    perNode = Map.copyOf(perNode);
  }

  /**
   * The cost of one node.
   *
   * @param parameters number of trained weights and biases
   * @param macs multiply-accumulates of one example's forward pass
   * @param activationBytes bytes of one example's output, 4 a value
   */
  public record NodeCost(long parameters, long macs, long activationBytes) {}
}
