package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Texts;

/**
 * A figure that an evaluation may hold.
 *
 * @param name identity of the metric, as it appears in logs and files
 * @param goal whether more or less of it is better
 */
public record Metric(String name, Goal goal) {

  /** Which direction is better. */
  public enum Goal {
    /** More is better. */
    MAXIMIZE,
    /** Less is better. */
    MINIMIZE
  }

  /** Fraction of validation examples that are classified right, in [0, 1]. */
  public static final Metric VALIDATION_ACCURACY = maximized("validationAccuracy");

  /** Mean loss per validation example. */
  public static final Metric VALIDATION_LOSS = minimized("validationLoss");

  /** Mean loss per training example; never a reward. */
  public static final Metric TRAINING_LOSS = minimized("trainingLoss");

  /** Number of trained weights and biases. */
  public static final Metric PARAMETERS = minimized("parameters");

  /** Multiply-accumulates of one example's forward pass. */
  public static final Metric MACS = minimized("macs");

  /**
   * Natural logarithm of the synaptic flow that is to be expected of fresh weights; known before
   * any training, and as a rule of thumb the more the better.
   */
  public static final Metric SYNAPTIC_FLOW = maximized("synapticFlow");

  /** Seconds that training took on the clock. */
  public static final Metric TRAINING_SECONDS = minimized("trainingSeconds");

  /** Seconds that the evaluation would have taken, as a benchmark table says. */
  public static final Metric SIMULATED_SECONDS = minimized("simulatedSeconds");

  /** Median seconds of inference for one example. */
  public static final Metric LATENCY_SECONDS = minimized("latencySeconds");

  /** Most bytes of native memory in use during the evaluation. */
  public static final Metric PEAK_NATIVE_BYTES = minimized("peakNativeBytes");

  /** Checks. */
  public Metric {
    requireNonNull(name, "name");
    requireNonNull(goal, "goal");
    Texts.name(name, "metric");
  }

  /**
   * A metric of which more is better.
   *
   * @param name identity of the metric
   * @return the metric
   */
  public static Metric maximized(String name) {
    return new Metric(name, Goal.MAXIMIZE);
  }

  /**
   * A metric of which less is better.
   *
   * @param name identity of the metric
   * @return the metric
   */
  public static Metric minimized(String name) {
    return new Metric(name, Goal.MINIMIZE);
  }
}
