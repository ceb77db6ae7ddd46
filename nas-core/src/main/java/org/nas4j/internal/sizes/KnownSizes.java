package org.nas4j.internal.sizes;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.nas4j.eval.Metric;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * What is known of a candidate before it is evaluated, as features: logarithms, since a network of
 * twice the size is as much larger as it is at any size, less their mean over the space and divided
 * by their deviation there, times a weight.
 */
public final class KnownSizes {

  /** Walks that tell mean and deviation; more would hardly change them. */
  private static final int DRAWN = 100;

  private final ControllerContext context;
  private final double weight;
  private final SortedMap<Metric, SummaryStatistics> space =
      new TreeMap<>(Comparator.comparing(Metric::name));

  /**
   * Draws candidates to learn mean and deviation from.
   *
   * @param context of the controller that learns from sizes
   * @param weight factor of all features; with 0 there are none
   */
  public KnownSizes(ControllerContext context, double weight) {
    this.context = context;
    this.weight = weight;
    if (weight > 0) {
      draw(context.random("known sizes"));
    }
  }

  private void draw(RandomGenerator random) {
    for (int i = 0; i < DRAWN; i++) {
      Walk walk = context.walk(Chooser.uniform(random));
      if (walk.isFeasible()) {
        context
            .costs(walk.genotype())
            .forEach((metric, value) -> space
                .computeIfAbsent(metric, each -> new SummaryStatistics())
                .addValue(StrictMath.log(value)));
      }
    }
    space.values().removeIf(each -> !(each.getStandardDeviation() > 0));
  }

  /**
   * Of a candidate.
   *
   * @param genotype answers recorded with the space
   * @return of one length for all candidates; 0 where nothing is known of this one
   */
  public double[] of(Genotype genotype) {
    double[] features = new double[space.size()];
    if (features.length == 0) {
      return features;
    }
    Map<Metric, Double> costs = context.costs(genotype);
    int i = 0;
    for (Map.Entry<Metric, SummaryStatistics> each : space.entrySet()) {
      Double value = costs.get(each.getKey());
      double feature = value == null
          ? 0
          : (StrictMath.log(value) - each.getValue().getMean())
              / each.getValue().getStandardDeviation();
      features[i++] = Double.isFinite(feature) ? weight * feature : 0;
    }
    return features;
  }
}
