package org.nas4j.internal.untrained;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.nas4j.eval.Metric;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * What is known of a candidate before it is evaluated, as features: less their mean over the space
 * and divided by their deviation there, times a weight. Scores where the space has some, the flow
 * of networks say, since it goes with sizes and says more, and since few trials teach one trend
 * better than three; else the logarithms of sizes, since a network of twice the size is as much
 * larger as it is at any size.
 */
public final class UntrainedFigures {

  /** Walks that tell mean and deviation; more would hardly change them. */
  private static final int DRAWN = 100;

  /**
   * What negative infinity counts as, in deviations from the mean: less than most that there is.
   */
  private static final double LEAST = -3;

  private final double weight;
  private final Function<Genotype, Map<Metric, Double>> figures;
  private final SortedMap<Metric, SummaryStatistics> space;

  /**
   * Draws candidates to learn mean and deviation from.
   *
   * @param context of the controller that learns from sizes
   * @param weight factor of all features; with 0 there are none
   */
  public UntrainedFigures(ControllerContext context, double weight) {
    this.weight = weight;
    SortedMap<Metric, SummaryStatistics> scores = drawn(context, context::scores);
    Function<Genotype, Map<Metric, Double>> sizes = genotype -> logarithms(context, genotype);
    this.figures = scores.isEmpty() ? sizes : context::scores;
    this.space = scores.isEmpty() ? drawn(context, sizes) : scores;
  }

  private static Map<Metric, Double> logarithms(ControllerContext context, Genotype genotype) {
    Map<Metric, Double> logarithms = new HashMap<>(context.costs(genotype));
    logarithms.replaceAll((metric, value) -> StrictMath.log(value));
    return logarithms;
  }

  /** The metrics by which candidates differ; none with a weight of 0. */
  private SortedMap<Metric, SummaryStatistics> drawn(
      ControllerContext context, Function<Genotype, Map<Metric, Double>> told) {
    SortedMap<Metric, SummaryStatistics> drawn = new TreeMap<>(Comparator.comparing(Metric::name));
    if (weight == 0) {
      return drawn;
    }
    RandomGenerator random = context.random("known sizes");
    for (int i = 0; i < DRAWN; i++) {
      Walk walk = context.walk(Chooser.uniform(random));
      if (walk.isFeasible()) {
        told.apply(walk.genotype()).forEach((metric, value) -> add(drawn, metric, value));
      }
    }
    drawn.values().removeIf(each -> !(each.getStandardDeviation() > 0));
    return drawn;
  }

  private static void add(Map<Metric, SummaryStatistics> drawn, Metric metric, double value) {
    if (Double.isFinite(value)) {
      drawn.computeIfAbsent(metric, each -> new SummaryStatistics()).addValue(value);
    }
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
    Map<Metric, Double> known = figures.apply(genotype);
    int i = 0;
    for (Map.Entry<Metric, SummaryStatistics> each : space.entrySet()) {
      features[i++] = weight * deviations(known.get(each.getKey()), each.getValue());
    }
    return features;
  }

  private static double deviations(Double value, SummaryStatistics space) {
    if (value == null) {
      return 0;
    }
    if (value == Double.NEGATIVE_INFINITY) {
      return LEAST;
    }
    double deviations = (value - space.getMean()) / space.getStandardDeviation();
    return Double.isFinite(deviations) ? deviations : 0;
  }
}
