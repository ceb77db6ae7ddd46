package org.nas4j.examples.tradeoff;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.nas4j.arch.Architecture;
import org.nas4j.images.LatencyModel;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;

/**
 * The latency of many networks of a space, foretold from a few that were measured.
 *
 * @param measured networks that the prices were learned from
 * @param priced networks that were not run
 * @param within those of them that are within the limit
 * @param error median of the relative errors for measured networks that were not learned from
 * @param rankCorrelation of their prices and measurements, by Spearman
 * @param frontError the same for the networks of the front
 * @param seconds that pricing took, without the measurements
 */
record Pricing(
    int measured,
    int priced,
    int within,
    double error,
    double rankCorrelation,
    double frontError,
    double seconds) {

  private static final int MEASURED = 40;

  /** Of so many networks, drawn at random. */
  static Pricing of(SearchSpace<Architecture> space, int count, FrontFindings findings, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Architecture> some = networks(space, random).distinct().limit(MEASURED).toList();
    LatencyModel model = LatencyModel.measure(some, 1, 1);
    long start = System.nanoTime();
    int within = (int) networks(space, random)
        .limit(count)
        .filter(each -> model.seconds(each) <= findings.limit())
        .count();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Pricing(
        some.size(),
        count,
        within,
        model.relativeError(),
        model.rankCorrelation(),
        frontError(model, findings),
        seconds);
  }

  private static Stream<Architecture> networks(
      SearchSpace<Architecture> space, SplittableRandom random) {
    return Stream.generate(() -> space.sample(Chooser.uniform(random)))
        .filter(Build::isFeasible)
        .map(Build::architecture);
  }

  private static double frontError(LatencyModel model, FrontFindings findings) {
    List<Double> errors = findings.finalists().stream()
        .map(each -> Math.abs(
            model.seconds(each.network().architecture()) / each.latency().seconds() - 1))
        .sorted()
        .toList();
    return errors.get(errors.size() / 2);
  }
}
