package org.nas4j.spaces;

/** Where the paper of ENAS (pham2018enas) and its released code differ, which one to follow. */
public enum EnasMode {
  /**
   * Macro: the layers that are read are concatenated and narrowed by a 1×1 convolution. Micro: a reduction cell's
   * operations on its inputs have stride 2.
   */
  PAPER,
  /**
   * Macro: the layers that skip connections bring are added to a layer's output, which is then normalized. Micro: a
   * reduction cell's input is halved first, and its operations have stride 1.
   */
  OFFICIAL_CODE
}
