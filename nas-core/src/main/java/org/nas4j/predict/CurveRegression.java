package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The regressor for one length of curves: standardised features and targets, support vectors, and
 * the deviation of the errors when each example is foretold by a regressor that was fitted anew to
 * the others (baker2017prediction, section 3.3). Immutable.
 */
final class CurveRegression {

  private static final int FOLDS = 3;

  private final Fit fit;
  private final double deviation;

  private CurveRegression(Fit fit, double deviation) {
    this.fit = fit;
    this.deviation = deviation;
  }

  /** One fit with its units. */
  private record Fit(Standardization inputs, Standardization output, SupportVectors vectors) {

    static Fit of(double[][] rows, double[] targets, SupportSettings settings) {
      double[][] column = new double[targets.length][];
      for (int i = 0; i < targets.length; i++) {
        column[i] = new double[] {targets[i]};
      }
      Standardization inputs = Standardization.of(rows);
      Standardization output = Standardization.of(column);
      double[] standardized = new double[targets.length];
      for (int i = 0; i < targets.length; i++) {
        standardized[i] = output.apply(column[i])[0];
      }
      return new Fit(
          inputs, output, SupportVectors.fit(inputs.apply(rows), standardized, settings));
    }

    double predict(double[] row) {
      return output.restore(vectors.predict(inputs.apply(row)), 0);
    }
  }

  /**
   * Fits the beginnings of curves.
   *
   * @param curves usable ones of at least {@code lastStep} steps, two or more
   * @param steps how much of each is seen
   * @param lastStep whose value is foretold
   */
  static CurveRegression of(
      List<LearningCurve> curves, int steps, int lastStep, SupportSettings settings) {
    double[][] rows = rows(curves, steps);
    double[] targets = targets(curves, lastStep);
    double error = 0;
    for (int i = 0; i < rows.length; i++) {
      int left = i;
      double apart = errorWithout(rows, targets, each -> each == left, settings);
      error += apart;
    }
    return new CurveRegression(
        Fit.of(rows, targets, settings), StrictMath.sqrt(error / rows.length));
  }

  /** The best of random settings by the error of three folds. */
  static SupportSettings tuned(
      List<LearningCurve> curves,
      int steps,
      int lastStep,
      SequentialSettings settings,
      RandomGenerator random) {
    double[][] rows = rows(curves, steps);
    double[] targets = targets(curves, lastStep);
    SupportSettings best = settings.support();
    double least = foldError(rows, targets, best);
    for (int draw = 0; draw < settings.draws(); draw++) {
      SupportSettings drawn = SupportSettings.draw(best.kernel(), random);
      double error = foldError(rows, targets, drawn);
      if (error < least) {
        least = error;
        best = drawn;
      }
    }
    return best;
  }

  private static double foldError(double[][] rows, double[] targets, SupportSettings settings) {
    double sum = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      sum += errorWithout(rows, targets, each -> each % FOLDS == left, settings);
    }
    return sum;
  }

  /** Which examples are left out. */
  @FunctionalInterface
  private interface Left {
    boolean isOut(int index);
  }

  /** The sum of squared errors on the examples that are left out. */
  private static double errorWithout(
      double[][] rows, double[] targets, Left left, SupportSettings settings) {
    List<double[]> kept = new ArrayList<>();
    List<Double> keptTargets = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (!left.isOut(i)) {
        kept.add(rows[i]);
        keptTargets.add(targets[i]);
      }
    }
    Fit fit = Fit.of(
        kept.toArray(double[][]::new),
        keptTargets.stream().mapToDouble(Double::doubleValue).toArray(),
        settings);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      if (left.isOut(i)) {
        double apart = targets[i] - fit.predict(rows[i]);
        sum += apart * apart;
      }
    }
    return sum;
  }

  private static double[][] rows(List<LearningCurve> curves, int steps) {
    return curves.stream().map(curve -> CurveFeatures.of(curve, steps)).toArray(double[][]::new);
  }

  private static double[] targets(List<LearningCurve> curves, int lastStep) {
    return curves.stream().mapToDouble(curve -> curve.at(lastStep)).toArray();
  }

  /** The normal distribution around what it foretells. */
  PredictedValue predict(double[] row) {
    return PredictedValue.normal(fit.predict(row), deviation);
  }

  /** Root of the mean squared error of examples that were left out. */
  double deviation() {
    return deviation;
  }
}
