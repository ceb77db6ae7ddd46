package org.nas4j.predict;

/** How a network reads a cell. */
public enum CellReading {
  /**
   * The mean of its blocks, then two layers of units: foretells cells with more blocks than it
   * learned from better.
   */
  MEAN,
  /** One number after the other, by an LSTM: fits the cells that it learned from better. */
  SEQUENCE
}
