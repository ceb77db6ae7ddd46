package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Foretells how good a cell is from cells that were evaluated; also of cells with more blocks than
 * any of those. A recipe: immutable, for any number of fits.
 */
@FunctionalInterface
public interface CellPredictor {

  /**
   * Learns.
   *
   * @param cells each with at least one block
   * @param values how good each was, as many
   * @param random of initial weights and order
   * @return what foretells
   * @throws IllegalArgumentException if there is no cell, or not as many values, or one that is no
   *     number
   */
  Fitted fit(List<List<CellBlock>> cells, double[] values, RandomGenerator random);

  /** What was learned. For one thread. */
  @FunctionalInterface
  interface Fitted {

    /**
     * How good a cell would be.
     *
     * @param cell at least one block; inputs and operations that were never seen count as unknown
     * @return in the unit of the values that were learned from
     */
    double predict(List<CellBlock> cell);
  }
}
