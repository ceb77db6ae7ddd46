package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

/**
 * What can be said of a layer without knowing its kind. Each layer says it of itself, so that who
 * asks for a property needs no list of the kinds that have it.
 *
 * @param role its part in a network
 * @param hasWeights whether it has arrays of numbers, trained or measured ones
 * @param makesChannels whether the channels that come out are its own, whatever channels go in;
 *     otherwise it carries them on
 * @param isIdle whether its settings are such that it does nothing, in training and at inference
 */
public record LayerTraits(Role role, boolean hasWeights, boolean makesChannels, boolean isIdle) {

  /** A layer's part in a network. */
  public enum Role {
    /** An operation between others. */
    STEP,
    /**
     * Finishes the operation before it: nothing may come between the two, and drawings show them as
     * one.
     */
    FINISH,
    /** Brings several inputs together; all others take one. A channel scale takes two. */
    JOIN,
    /** Acts by chance in training and passes its input on at inference. */
    TRAINING_ONLY,
    /** Has a loss; nothing may follow. */
    OUTPUT
  }

  /** Checks. */
  public LayerTraits {
    requireNonNull(role, "role");
  }

  /** A layer without weights that carries channels on and does something. */
  static LayerTraits of(Role role) {
    return new LayerTraits(role, false, false, false);
  }

  LayerTraits withWeights() {
    return new LayerTraits(role, true, makesChannels, isIdle);
  }

  LayerTraits makingChannels() {
    return new LayerTraits(role, hasWeights, true, isIdle);
  }

  LayerTraits idle(boolean is) {
    return new LayerTraits(role, hasWeights, makesChannels, is);
  }

  /**
   * Whether it has a loss, so that nothing may follow.
   *
   * @return true for classifiers and predictors of numbers
   */
  public boolean isOutput() {
    return role == Role.OUTPUT;
  }

  /**
   * Whether it brings inputs together: any number of them, at least one, but for a channel scale,
   * which takes two.
   *
   * @return true for additions, averages, concatenations and channel scales
   */
  public boolean joinsInputs() {
    return role == Role.JOIN;
  }

  /**
   * Whether it finishes the operation before it, so that nothing may come between.
   *
   * @return true for normalizations and activations
   */
  public boolean finishes() {
    return role == Role.FINISH;
  }

  /**
   * Whether it passes its input on at inference.
   *
   * @return true for dropout and dropped paths, at any rate
   */
  public boolean actsInTrainingOnly() {
    return role == Role.TRAINING_ONLY;
  }

  /**
   * Whether equal inputs give equal outputs, always, and two such layers with equal settings are
   * the same.
   *
   * @return false for layers with weights or with chance
   */
  public boolean isPure() {
    return !hasWeights && !actsInTrainingOnly();
  }
}
