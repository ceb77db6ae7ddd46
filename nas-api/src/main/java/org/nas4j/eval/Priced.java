package org.nas4j.eval;

import java.util.Map;

/**
 * What a space builds, if it tells what it costs before it is evaluated. Of an {@code Architecture}
 * parameters and multiply-accumulate operations are known anyway; this is for what is none.
 */
public interface Priced {

  /**
   * What is known without an evaluation.
   *
   * @return figures above 0, such as {@link Metric#PARAMETERS}; the same metrics for all that a
   *     space builds
   */
  Map<Metric, Double> costs();
}
