package org.nas4j.internal.spaces;

/**
 * An option that stands for a layer of a block, by the numbers of BlockQNN's network structure
 * code, so that a predictor can read it.
 */
public interface LayerCode {

  /**
   * What it computes.
   *
   * @return number of the type, from 0
   */
  int typeNumber();

  /**
   * Rows and columns of its kernel.
   *
   * @return 0 if it has none
   */
  int kernel();

  /**
   * What it reads.
   *
   * @return index of the layer, 0 for the block's input or if it reads nothing
   */
  int first();

  /**
   * The other thing that it reads.
   *
   * @return index of the layer, 0 if there is none
   */
  int second();
}
