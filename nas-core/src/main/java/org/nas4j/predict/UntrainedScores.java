package org.nas4j.predict;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;

/** The scores that a search knows of whatever its space has built, before anything is trained. */
public final class UntrainedScores {

  private UntrainedScores() {}

  /**
   * Of an architecture its synaptic flow, of anything else what it tells itself.
   *
   * @param built an architecture, something priced, or anything else
   * @return figures, negative infinity for the flow of a network that nothing comes through;
   *     nothing of anything else that is not priced
   */
  public static Map<Metric, Double> of(Object built) {
    if (built instanceof Architecture network) {
      return Map.of(Metric.SYNAPTIC_FLOW, SynapticFlow.of(network));
    }
    return built instanceof Priced priced ? priced.scores() : Map.of();
  }
}
