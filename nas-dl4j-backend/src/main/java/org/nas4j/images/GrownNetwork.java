package org.nas4j.images;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What {@link GrowingSearch} leaves.
 *
 * @param network the network, trained to the end
 * @param validation how well it does on the validation data
 * @param growth the edits it took, first to last
 * @param steps of training, those of edits that were tried and dropped included
 * @param examplesSeen training examples that went into the network itself
 * @param isComplete false if the training was stopped before its time
 */
public record GrownNetwork(
    TrainedNetwork network,
    Scores validation,
    List<GrowthStep> growth,
    long steps,
    long examplesSeen,
    boolean isComplete) {

  /** Checks and copies. */
  public GrownNetwork {
    requireNonNull(network, "network");
    requireNonNull(validation, "validation");
    growth = List.copyOf(growth);
  }

  /** What it is, how good, and what it took. */
  @Override
  public String toString() {
    return "GrownNetwork[" + network + ", validation " + validation + ", " + growth.size()
        + " edits in " + steps + " steps" + (isComplete ? "" : ", stopped before its time") + "]";
  }
}
