package org.nas4j.eval;

import java.util.Map;
import org.nas4j.arch.Architecture;

/**
 * What a space builds, if it tells what it costs before it is evaluated, and maybe how it scores.
 * Of an {@link Architecture} parameters, multiply-accumulate operations and synaptic flow are known
 * anyway; this is for what is none.
 */
public interface Priced {

  /**
   * What is known without an evaluation.
   *
   * @return figures above 0, such as {@link Metric#PARAMETERS}; the same metrics for all that a
   *     space builds
   */
  Map<Metric, Double> costs();

  /**
   * Scores that are known without an evaluation, of which a search learns what they say.
   *
   * @return figures on a scale where equal steps count as equal, negative infinity for less than
   *     any, such as {@link Metric#SYNAPTIC_FLOW}; the same metrics for all that a space builds
   */
  default Map<Metric, Double> scores() {
    return Map.of();
  }

  /**
   * What is known of anything that a space has built, without an evaluation.
   *
   * @param built an architecture, something priced, or anything else
   * @return of an architecture its parameters and multiply-accumulates; nothing of anything else
   *     that is not priced
   */
  static Map<Metric, Double> costsOf(Object built) {
    if (built instanceof Architecture network) {
      return Map.of(
          Metric.PARAMETERS, (double) network.cost().parameters(),
          Metric.MACS, (double) network.cost().macs());
    }
    return built instanceof Priced priced ? priced.costs() : Map.of();
  }
}
