package org.nas4j.images;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.checks.Checks;

/**
 * Foretells the latency of networks from those of others that were measured, so that thousands are
 * priced in the time of a few. For each kind of layer it learns what one costs, what its
 * multiply-accumulates cost, and what the numbers that it moves cost, none of them below 0, by
 * least squares of relative errors. It knows the machine, batch and threads of the measurements
 * only. Immutable.
 */
public final class LatencyModel {

  private static final int SWEEPS = 2_000;
  private static final double MILLION = 1e6;
  private static final int FOLDS = 5;
  private static final String CONSTANT = "network";

  private final Map<String, Double> prices;
  private final double error;
  private final double rankCorrelation;

  private LatencyModel(Map<String, Double> prices, double error, double rankCorrelation) {
    this.prices = prices;
    this.error = error;
    this.rankCorrelation = rankCorrelation;
  }

  /**
   * Measures networks and learns from them.
   *
   * @param architectures different ones, of the space that is to be priced; a few dozen
   * @param examples of a round
   * @param threads native threads
   * @return the model
   */
  public static LatencyModel measure(List<Architecture> architectures, int examples, int threads) {
    double[] seconds = architectures.stream()
        .mapToDouble(each -> Latency.measure(each, examples, threads).seconds())
        .toArray();
    return fit(architectures, seconds);
  }

  /**
   * Learns from measurements.
   *
   * @param architectures at least ten
   * @param seconds of each, above 0
   * @return the model
   * @throws IllegalArgumentException if there are too few, or not as many figures
   */
  public static LatencyModel fit(List<Architecture> architectures, double... seconds) {
    Checks.atLeast(architectures.size(), 2 * FOLDS, "number of measured networks");
    if (seconds.length != architectures.size()) {
      throw new IllegalArgumentException("There are [" + architectures.size() + "] networks, but ["
          + seconds.length + "] latencies.");
    }
    Arrays.stream(seconds).forEach(each -> Checks.positive(each, "latency"));
    List<Map<String, Double>> features =
        architectures.stream().map(LatencyModel::features).toList();
    double[] unseen = new double[seconds.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      Map<String, Double> others = prices(features, seconds, fold);
      for (int i = fold; i < seconds.length; i += FOLDS) {
        unseen[i] = price(others, features.get(i));
      }
    }
    double[] errors = IntStream.range(0, seconds.length)
        .mapToDouble(i -> Math.abs(unseen[i] / seconds[i] - 1))
        .sorted()
        .toArray();
    return new LatencyModel(
        prices(features, seconds, -1),
        errors[errors.length / 2],
        new SpearmansCorrelation().correlation(unseen, seconds));
  }

  /**
   * The latency that a network would have.
   *
   * @param architecture ends with a softmax output; heads that are gone at inference do not count.
   *     A kind of layer that was never measured costs nothing
   * @return seconds
   */
  public double seconds(Architecture architecture) {
    return price(prices, features(architecture));
  }

  /**
   * How far predictions are off for networks that were not learned from, by cross-validation in
   * five parts.
   *
   * @return median of the relative errors
   */
  public double relativeError() {
    return error;
  }

  /**
   * How well predictions order networks that were not learned from, by the same cross-validation.
   *
   * @return Spearman's rank correlation with what was measured, in [−1, 1]; NaN if all are equal
   */
  public double rankCorrelation() {
    return rankCorrelation;
  }

  private static double price(Map<String, Double> prices, Map<String, Double> features) {
    double sum = 0;
    for (Map.Entry<String, Double> each : features.entrySet()) {
      sum += each.getValue() * prices.getOrDefault(each.getKey(), 0.0);
    }
    return sum;
  }

  /** Counts, and millions of multiply-accumulates and of numbers moved, for each kind of layer. */
  private static Map<String, Double> features(Architecture architecture) {
    Architecture network = MainPath.of(architecture);
    Cost cost = network.cost();
    Map<String, Long> weights = new LinkedHashMap<>();
    for (Map.Entry<String, WeightSpec> each : network.weights().entrySet()) {
      String node = each.getKey().substring(0, each.getKey().lastIndexOf('/'));
      weights.merge(node, each.getValue().elements(), Long::sum);
    }
    Map<String, Double> features = new TreeMap<>();
    features.put(CONSTANT, 1.0);
    for (Node node : network.nodes()) {
      String kind = kind(node.layer());
      double moved =
          network.inputShapes(node).stream().mapToDouble(Shape::elements).sum()
              + network.shape(node.name()).elements()
              + weights.getOrDefault(node.name(), 0L);
      features.merge(kind, 1.0, Double::sum);
      features.merge(kind + " macs", cost.perNode().get(node.name()).macs() / MILLION, Double::sum);
      features.merge(kind + " moved", moved / MILLION, Double::sum);
    }
    return features;
  }

  /** Convolutions of one point are products of matrices, and cost as such. */
  private static String kind(Layer layer) {
    String name = layer.getClass().getSimpleName();
    return layer instanceof Convolution convolution && convolution.window().area() == 1
        ? "Point" + name
        : name;
  }

  /** Coordinate descent; each price is the best one that is not negative, given the others. */
  private static Map<String, Double> prices(
      List<Map<String, Double>> features, double[] seconds, int leftOut) {
    Map<String, Double> prices = new TreeMap<>();
    features.forEach(each -> each.keySet().forEach(name -> prices.put(name, 0.0)));
    String[] names = prices.keySet().toArray(String[]::new);
    double[][] shares = new double[names.length][seconds.length];
    double[] rest = new double[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      boolean counts = leftOut < 0 || i % FOLDS != leftOut;
      rest[i] = counts ? 1 : 0;
      for (int k = 0; k < names.length && counts; k++) {
        shares[k][i] = features.get(i).getOrDefault(names[k], 0.0) / seconds[i];
      }
    }
    double[] found = new double[names.length];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int k = 0; k < names.length; k++) {
        improve(k, found, shares[k], rest);
      }
    }
    for (int k = 0; k < names.length; k++) {
      prices.put(names[k], found[k]);
    }
    return prices;
  }

  private static void improve(int k, double[] found, double[] shares, double[] rest) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < rest.length; i++) {
      product += shares[i] * rest[i];
      square += shares[i] * shares[i];
    }
    if (square == 0) {
      return;
    }
    double better = Math.max(0, found[k] + product / square);
    double change = better - found[k];
    found[k] = better;
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= change * shares[i];
    }
  }
}
