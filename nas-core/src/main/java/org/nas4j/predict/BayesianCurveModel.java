package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * What {@link BayesianCurves} has learned: networks drawn from their posterior, and what it takes
 * to go on drawing once the beginning of another curve is known. Immutable, for any thread.
 */
final class BayesianCurveModel implements CurvePredictor.Learned {

  /** So many networks, from all over the chain, each go on alone with the beginning of a curve. */
  static final int CHAINS = 10;

  private final BayesianCurveSettings settings;
  private final int lastStep;
  private final Standardization units;
  private final List<TimedValue> points;
  private final List<double[][]> samples;
  private final double[][] scales;

  /**
   * Draws.
   *
   * @param curves usable ones of at least {@code lastStep} steps and of equally many features, one
   *     or more
   */
  BayesianCurveModel(
      List<LearningCurve> curves,
      int lastStep,
      BayesianCurveSettings settings,
      RandomGenerator random) {
    this.settings = settings;
    this.lastStep = lastStep;
    units = Standardization.of(
        curves.stream().map(BayesianCurveModel::features).toArray(double[][]::new));
    points = curves.stream()
        .flatMap(curve -> TimedValue.of(curve, units.apply(features(curve)), lastStep).stream())
        .toList();
    CurveNetwork network = new CurveNetwork(units.means().length, settings, random);
    CurveChain chain = new CurveChain(network, List.of(points), settings, random);
    chain.run(settings.burnIn(), true);
    samples = chain.sample(settings.steps() - settings.burnIn(), settings.thinning());
    scales = chain.sampler().scales();
  }

  private static double[] features(LearningCurve curve) {
    return curve.features().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Optional<PredictedValue> predict(LearningCurve soFar, RandomGenerator random) {
    return predict(soFar, lastStep, random);
  }

  /** The value of any step. */
  Optional<PredictedValue> predict(LearningCurve soFar, int step, RandomGenerator random) {
    if (soFar.steps() > lastStep || !soFar.isUsable()) {
      return Optional.empty();
    }
    soFar.requireFeatures(units.means().length);
    double[] row = units.apply(features(soFar));
    CurveNetwork network = new CurveNetwork(row.length, settings, random);
    List<double[][]> networks = soFar.steps() == 0 ? samples : further(network, soFar, row, random);
    return mixture(network, networks, row, (double) step / lastStep);
  }

  private List<double[][]> further(
      CurveNetwork network, LearningCurve soFar, double[] row, RandomGenerator random) {
    List<List<TimedValue>> groups = List.of(points, TimedValue.of(soFar, row, lastStep));
    List<double[][]> further = new ArrayList<>();
    int chains = Math.min(CHAINS, samples.size());
    for (int i = 1; i <= chains; i++) {
      network.set(samples.get(i * samples.size() / chains - 1));
      CurveChain chain = new CurveChain(network, groups, settings, random);
      chain.sampler().setScales(scales);
      chain.run(settings.further() / chains, false);
      further.add(network.snapshot());
    }
    return further;
  }

  private static Optional<PredictedValue> mixture(
      CurveNetwork network, List<double[][]> networks, double[] row, double time) {
    double[][] parts = networks.stream()
        .map(each -> {
          network.set(each);
          return new double[] {network.value(row, time), network.deviation(time)};
        })
        .filter(part -> DoubleStream.of(part).allMatch(Double::isFinite))
        .toArray(double[][]::new);
    return parts.length == 0
        ? Optional.empty()
        : Optional.of(PredictedValue.mixture(column(parts, 0), column(parts, 1)));
  }

  private static double[] column(double[][] parts, int column) {
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = parts[i][column];
    }
    return values;
  }
}
