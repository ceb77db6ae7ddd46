package org.nas4j.engine;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;

/** What is known of a candidate before it is evaluated: the one place that says so. */
final class KnownCosts {

  private KnownCosts() {}

  /** Of what a space has built. */
  static Map<Metric, Double> of(Object built) {
    if (built instanceof Architecture network) {
      return Map.of(
          Metric.PARAMETERS, (double) network.cost().parameters(),
          Metric.MACS, (double) network.cost().macs());
    }
    return built instanceof Priced priced ? priced.costs() : Map.of();
  }
}
