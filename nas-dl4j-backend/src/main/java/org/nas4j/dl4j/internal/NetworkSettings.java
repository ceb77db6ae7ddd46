package org.nas4j.dl4j.internal;

import static java.util.Objects.requireNonNull;

/**
 * What a network must know to be trained.
 *
 * @param seed of the first weights and of dropout
 * @param optimizer how a gradient becomes a step
 * @param weightDecay factor of the weights that is added to their gradient; biases and batch
 *     normalization do not decay
 * @param labelSmoothing share of the label's probability that is spread over all classes, in [0, 1)
 * @param threads native threads, at least 1
 * @param type of the values between layers; the portable engine knows 32 bits only
 */
public record NetworkSettings(
    long seed,
    Optimizer optimizer,
    double weightDecay,
    double labelSmoothing,
    int threads,
    FloatType type) {

  /** Checks. */
  public NetworkSettings {
    requireNonNull(optimizer, "optimizer");
    requireNonNull(type, "type");
  }

  /**
   * In 32 bits.
   *
   * @param seed of the first weights and of dropout
   * @param optimizer how a gradient becomes a step
   * @param weightDecay factor of the weights that is added to their gradient
   * @param labelSmoothing share of the label's probability that is spread over all classes, in [0,
   *     1)
   * @param threads native threads, at least 1
   */
  public NetworkSettings(
      long seed, Optimizer optimizer, double weightDecay, double labelSmoothing, int threads) {
    this(seed, optimizer, weightDecay, labelSmoothing, threads, FloatType.FLOAT32);
  }
}
