package org.nas4j.benchmarks.throughput;

/**
 * Settings that all engines share, the script's included: gradient descent with Nesterov's
 * momentum.
 */
final class Training {

  static final double RATE = 0.01;
  static final double MOMENTUM = 0.9;
  static final double WEIGHT_DECAY = 1e-4;

  private Training() {}
}
