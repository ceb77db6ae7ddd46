package org.nas4j.spaces.enas;

/** Where the paper of ENAS (pham2018enas) and its released code differ, which one to follow. */
public enum EnasMode {
  /**
   * Macro: the layers that are read are concatenated and narrowed by a 1×1 convolution. Micro: a
   * reduction cell's operations on its inputs have stride 2. Recurrent: the output is the mean of
   * the nodes that nobody reads, and node 0 has an activation of choice.
   */
  PAPER,
  /**
   * Macro: the layers that skip connections bring are added to a layer's output, which is then
   * normalized. Micro: a reduction cell's input is halved first, and its operations have stride 1.
   * Recurrent, in the later release for language models: the output is the mean of all nodes, node
   * 0 ends in a hyperbolic tangent whatever was chosen, and activations are numbered in another
   * order.
   */
  OFFICIAL_CODE
}
