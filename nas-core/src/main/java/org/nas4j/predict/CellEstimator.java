package org.nas4j.predict;

import java.util.List;
import org.nas4j.internal.math.Parameter;

/** A small network from a cell to one number, with its gradients. For one thread. */
interface CellEstimator {

  /** Before the sigmoid. */
  double forward(List<CellBlock> cell);

  /** Adds the gradients of the latest cell's number times a factor. */
  void backward(double factor);

  List<Parameter> parameters();
}
