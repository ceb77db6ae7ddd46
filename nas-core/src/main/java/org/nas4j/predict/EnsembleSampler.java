package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Draws from a density by an ensemble of walkers, which no affine change of coordinates slows down:
 * each walker of one half moves along the line through itself and a random one of the other half,
 * stretched by z with density 1/√z in [1/2, 2], and the move is kept with probability min(1,
 * z^(d−1) p′/p) (goodman2010ensemble, section 2, stretch move; halves as in emcee,
 * foreman2013emcee, algorithm 3). For one thread.
 */
final class EnsembleSampler {

  private static final double STRETCH = 2;

  private final ToDoubleFunction<double[]> logDensity;
  private final RandomGenerator random;
  private final double[][] walkers;
  private final double[] densities;
  private long proposed;
  private long accepted;

  /**
   * Starts.
   *
   * @param logDensity up to a constant; negative infinity or NaN where it is zero
   * @param walkers where they start, at least 4 and an even number of them; moved in place
   * @param random draws all
   */
  EnsembleSampler(
      ToDoubleFunction<double[]> logDensity, double[][] walkers, RandomGenerator random) {
    if (walkers.length < 4 || walkers.length % 2 != 0) {
      throw new IllegalArgumentException("The number of walkers must be even and at least [4], but"
          + " is [" + walkers.length + "].");
    }
    this.logDensity = logDensity;
    this.random = random;
    this.walkers = walkers;
    densities = new double[walkers.length];
    for (int i = 0; i < walkers.length; i++) {
      densities[i] = logDensity.applyAsDouble(walkers[i]);
    }
  }

  /** Moves every walker once for each step. */
  void run(int steps) {
    int half = walkers.length / 2;
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < walkers.length; i++) {
        int other = (i < half ? half : 0) + random.nextInt(half);
        move(i, walkers[other]);
      }
    }
  }

  /** Moves, and keeps copies of all walkers after every so many steps. */
  List<double[]> sample(int steps, int thinning) {
    List<double[]> samples = new ArrayList<>();
    for (int step = thinning; step <= steps; step += thinning) {
      run(thinning);
      for (double[] walker : walkers) {
        samples.add(walker.clone());
      }
    }
    return samples;
  }

  /** Which share of the moves was kept so far. */
  double acceptance() {
    return proposed == 0 ? 0 : (double) accepted / proposed;
  }

  private void move(int index, double[] other) {
    double[] walker = walkers[index];
    double root = 1 + (STRETCH - 1) * random.nextDouble();
    double stretch = root * root / STRETCH;
    double[] there = new double[walker.length];
    for (int j = 0; j < there.length; j++) {
      there[j] = other[j] + stretch * (walker[j] - other[j]);
    }
    double density = logDensity.applyAsDouble(there);
    double ratio = (there.length - 1) * StrictMath.log(stretch) + density - densities[index];
    proposed++;
    if (ratio > StrictMath.log(random.nextDouble())) {
      walkers[index] = there;
      densities[index] = density;
      accepted++;
    }
  }
}
