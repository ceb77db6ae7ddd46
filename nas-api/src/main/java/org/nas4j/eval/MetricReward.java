package org.nas4j.eval;

import static java.util.Objects.requireNonNull;

/** One metric as it is, or its negative if less of it is better; shows itself so. */
record MetricReward(Metric metric) implements RewardFunction {

  MetricReward {
    requireNonNull(metric, "metric");
  }

  @Override
  public double reward(Evaluation evaluation) {
    double value = evaluation.get(metric);
    return metric.goal() == Metric.Goal.MAXIMIZE ? value : -value;
  }

  @Override
  public String toString() {
    return (metric.goal() == Metric.Goal.MAXIMIZE ? "" : "-") + metric.name();
  }
}
