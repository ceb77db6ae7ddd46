package org.nas4j.dl4j.internal;

import static java.util.Objects.requireNonNull;

/**
 * How a gradient becomes a step.
 *
 * @param method which rule
 * @param first Nesterov: the momentum; Adam: decay of the first moment; RMSProp: decay of the mean
 *     square
 * @param second Adam: decay of the second moment; unused elsewhere
 * @param epsilon Adam, RMSProp: added to the root of the mean square
 * @param clip longest gradient of a whole network, by the root of the sum of squares; longer ones
 *     are shortened to it
 */
public record Optimizer(Method method, double first, double second, double epsilon, double clip) {

  /** The rules that every way to compute a network knows. */
  public enum Method {
    /** Gradient descent with Nesterov's momentum. */
    NESTEROV,
    /** Kingma and Ba 2015. */
    ADAM,
    /** Tieleman and Hinton 2012. */
    RMSPROP
  }

  /** Checks. */
  public Optimizer {
    requireNonNull(method, "method");
  }

  /**
   * An optimizer that takes gradients of any length.
   *
   * @param method which rule
   * @param first see above
   * @param second see above
   * @param epsilon see above
   */
  public Optimizer(Method method, double first, double second, double epsilon) {
    this(method, first, second, epsilon, Double.POSITIVE_INFINITY);
  }

  /**
   * The same with another limit.
   *
   * @param norm longest gradient
   * @return an optimizer
   */
  public Optimizer clipped(double norm) {
    return new Optimizer(method, first, second, epsilon, norm);
  }

  @Override
  public String toString() {
    return rule() + (clip == Double.POSITIVE_INFINITY ? "" : " clipped at " + clip);
  }

  private String rule() {
    return switch (method) {
      case NESTEROV -> "nesterov(" + first + ")";
      case ADAM -> "adam(" + first + ", " + second + ", " + epsilon + ")";
      case RMSPROP -> "rmsprop(" + first + ", " + epsilon + ")";
    };
  }
}
