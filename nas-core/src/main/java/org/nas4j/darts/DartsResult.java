package org.nas4j.darts;

import java.util.List;
import org.nas4j.spaces.darts.DartsCell;

/**
 * What a search by gradients came to.
 *
 * @param normal the cell that keeps the resolution
 * @param reduction the cell that halves it
 * @param collapsed whether skip connections became too many, and the cells are those before that
 * @param epochs how the search went
 */
public record DartsResult(
    DartsCell normal, DartsCell reduction, boolean collapsed, List<Epoch> epochs) {

  /** Copies. */
  public DartsResult {
    epochs = List.copyOf(epochs);
  }

  /** The cells, and how many epochs they took. */
  @Override
  public String toString() {
    return "DartsResult[after " + epochs.size() + " epochs" + (collapsed ? ", collapsed" : "")
        + ",\n  normal " + normal + ",\n  reduction " + reduction + "]";
  }

  /**
   * What one epoch came to.
   *
   * @param number from 1
   * @param trainingLoss mean over the minibatches, before the steps
   * @param validationLoss likewise; NaN in an epoch of warm-up, which looks at no validation data
   * @param skips edges of the normal cell, as it would be chosen now, that are skip connections
   * @param skipShare mean share of skip connections over all edges of normal cells
   */
  public record Epoch(
      int number, double trainingLoss, double validationLoss, int skips, double skipShare) {}
}
