package org.nas4j.predict;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The density of weighted sums of families, given the beginning of a curve (domhan2015curves,
 * section 3; box and weighting as in the authors' code). A place in it holds the parameters of each
 * family in turn, their weights, which are normalised where they are used, and the deviation of the
 * noise.
 */
final class CombinedCurve {

  private static final double INITIAL_WEIGHT = 10;
  private static final double BALL = 1e-6;
  private static final double LEAST_NOISE = 1e-5;
  private static final double HALF_LOG_TAU = 0.5 * StrictMath.log(2 * Math.PI);
  private static final double EARLY = 2;
  private static final double LOG_EARLY = StrictMath.log(EARLY);

  private final List<FamilyFit> fits;
  private final CurvePoints points;
  private final double lastStep;
  private final double logLastStep;
  private final double most;
  private final double[] importance;
  private final int parameters;

  /** For families that {@link #allows} allowed; recent values count up to ten times as much. */
  CombinedCurve(List<FamilyFit> fits, CurvePoints points, int lastStep, Extrapolation settings) {
    this.fits = fits;
    this.points = points;
    this.lastStep = lastStep;
    logLastStep = StrictMath.log(lastStep);
    most = settings.most();
    parameters = fits.stream().mapToInt(fit -> fit.family().size()).sum();
    importance = new double[points.size()];
    for (int i = 0; i < importance.length; i++) {
      importance[i] =
          settings.recencyWeights() ? StrictMath.pow(10, (double) i / importance.length) : 1;
    }
  }

  /** Whether a family rises from step 2 on and ends from 0 to {@code most}. */
  static boolean allows(FamilyFit fit, int lastStep, double most) {
    double last = fit.at(lastStep);
    return isAllowed(fit.at(EARLY), last, most);
  }

  private static boolean isAllowed(double early, double last, double most) {
    return last >= 0 && last <= most && early <= last;
  }

  /** How many families take part. */
  int families() {
    return fits.size();
  }

  int dimensions() {
    return parameters + fits.size() + 1;
  }

  /** Walkers in a tiny ball around the least squares. */
  double[][] start(int walkers, RandomGenerator random) {
    double[] centre = centre();
    double[][] start = new double[walkers][];
    for (int i = 0; i < walkers; i++) {
      double[] walker = centre.clone();
      for (int j = 0; j < walker.length; j++) {
        walker[j] += BALL * random.nextGaussian();
      }
      start[i] = walker;
    }
    return start;
  }

  private double[] centre() {
    double[] centre = new double[dimensions()];
    int at = 0;
    for (FamilyFit fit : fits) {
      System.arraycopy(fit.parameters(), 0, centre, at, fit.parameters().length);
      at += fit.parameters().length;
    }
    for (int k = 0; k < fits.size(); k++) {
      centre[parameters + k] = INITIAL_WEIGHT;
    }
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      double apart = points.value(i) - value(centre, points.step(i), points.logarithm(i));
      sum += apart * apart;
    }
    centre[centre.length - 1] = Math.max(LEAST_NOISE, StrictMath.sqrt(sum / points.size()));
    return centre;
  }

  /** Logarithm of prior and likelihood, up to a constant. */
  double logDensity(double[] place) {
    double noise = noise(place);
    if (!(noise > 0) || !isPossible(place)) {
      return Double.NEGATIVE_INFINITY;
    }
    double constant = StrictMath.log(noise) + HALF_LOG_TAU;
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      double apart = (points.value(i) - value(place, points.step(i), points.logarithm(i))) / noise;
      sum -= importance[i] * (0.5 * apart * apart + constant);
    }
    return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
  }

  /** The prior, which is flat where this is true and zero elsewhere. */
  boolean isPossible(double[] place) {
    double weights = 0;
    int at = 0;
    for (int k = 0; k < fits.size(); k++) {
      CurveFamily family = fits.get(k).family();
      double weight = place[parameters + k];
      double early = family.value(EARLY, LOG_EARLY, place, at);
      if (!(weight >= 0)
          || !isAllowed(early, family.value(lastStep, logLastStep, place, at), most)) {
        return false;
      }
      weights += weight;
      at += family.size();
    }
    return weights > 0 && weights <= Double.MAX_VALUE;
  }

  /** What a place foretells for the last step. */
  double last(double[] place) {
    return value(place, lastStep, logLastStep);
  }

  /** The deviation of the noise at a place. */
  double noise(double[] place) {
    return place[place.length - 1];
  }

  private double value(double[] place, double step, double logarithm) {
    double sum = 0;
    double weights = 0;
    int at = 0;
    for (int k = 0; k < fits.size(); k++) {
      CurveFamily family = fits.get(k).family();
      double weight = place[parameters + k];
      sum += weight * family.value(step, logarithm, place, at);
      weights += weight;
      at += family.size();
    }
    return sum / weights;
  }
}
