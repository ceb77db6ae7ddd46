package org.nas4j.images;

import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.Network;

/** Follows a training by its {@link Patience}, if it has one. For one thread. */
public final class BestEpoch {

  private final Optional<Patience> patience;
  private int epochs;
  private int number;
  private int sinceGain;
  private double best = Double.NEGATIVE_INFINITY;
  private double lastGain = Double.NEGATIVE_INFINITY;
  private Map<String, WeightArray> weights = Map.of();

  /**
   * Before the first epoch.
   *
   * @param patience empty if the training goes through all epochs, and nothing is kept
   */
  public BestEpoch(Optional<Patience> patience) {
    this.patience = patience;
  }

  /**
   * An epoch has ended.
   *
   * @param figure what validation says, more is better
   * @return whether it is the best so far, by which the caller keeps what belongs to it
   */
  public boolean ended(double figure) {
    epochs++;
    boolean isBest = figure > best;
    if (isBest) {
      best = figure;
      number = epochs;
    }
    double gain = patience.map(Patience::gain).orElse(0.0);
    boolean gained = figure > lastGain + gain;
    lastGain = gained ? figure : lastGain;
    sinceGain = gained ? 0 : sinceGain + 1;
    return isBest && patience.isPresent();
  }

  /** Keeps the network's weights if this epoch is the best. */
  void ended(double figure, Network network) {
    if (ended(figure)) {
      weights = network.weights();
    }
  }

  /** Gives the network the weights of the best epoch. */
  void restore(Network network) {
    network.setWeights(weights);
  }

  /**
   * Whether validation has not become better for long enough.
   *
   * @return false without patience
   */
  public boolean hasConverged() {
    return patience.isPresent() && sinceGain >= patience.get().epochs();
  }

  /**
   * Whether the result is that of the best epoch.
   *
   * @return false without patience, and before the first epoch
   */
  public boolean isKept() {
    return patience.isPresent() && number > 0;
  }

  /**
   * The best epoch so far.
   *
   * @return its number, from 1; 0 before the first
   */
  public int number() {
    return number;
  }
}
