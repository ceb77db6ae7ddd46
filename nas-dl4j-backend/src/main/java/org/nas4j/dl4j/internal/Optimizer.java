package org.nas4j.dl4j.internal;

import static java.util.Objects.requireNonNull;

/**
 * How a gradient becomes a step.
 *
 * @param method which rule
 * @param first Nesterov: the momentum; Adam: decay of the first moment; RMSProp: decay of the mean square
 * @param second Adam: decay of the second moment; unused elsewhere
 * @param epsilon Adam, RMSProp: added to the root of the mean square
 */
public record Optimizer(Method method, double first, double second, double epsilon) {

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

  @Override
  public String toString() {
    return switch (method) {
      case NESTEROV -> "nesterov(" + first + ")";
      case ADAM -> "adam(" + first + ", " + second + ", " + epsilon + ")";
      case RMSPROP -> "rmsprop(" + first + ", " + epsilon + ")";
    };
  }
}
