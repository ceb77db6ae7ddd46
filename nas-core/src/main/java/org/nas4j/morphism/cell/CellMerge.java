package org.nas4j.morphism.cell;

/** How the branches below a node of a cell become one. */
public enum CellMerge {
  /** There is one branch. */
  NONE,
  /** Their mean is taken; each is given all channels. */
  ADD,
  /**
   * They stand side by side; each is given a part of the channels, but for copies of an ordinary
   * convolution, which are given all.
   */
  CONCAT
}
