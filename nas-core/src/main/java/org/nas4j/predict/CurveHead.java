package org.nas4j.predict;

import java.util.List;
import org.nas4j.internal.math.Parameter;

/** What makes a value of the last hidden units of a network over curves. For one thread. */
interface CurveHead {

  List<Parameter> parameters();

  /** The value at a time in (0, 1]. */
  double forward(double[] hidden, double time);

  /** Adds the gradients of {@code factor} times the value of the last forward. */
  void backward(double factor, double[] hidden, double[] hiddenGradient);
}
