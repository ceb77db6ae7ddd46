package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The regressor for one length of curves: standardised features and targets, support vectors, and
 * the deviations of the errors when each example is foretold by a regressor that was fitted anew to
 * the others (baker2017prediction, section 3.3). Immutable.
 */
final class CurveRegression {

  private static final int FOLDS = 3;

  private final Fit fit;
  private final double deviation;
  private final double below;
  private final double above;

  /**
   * Keeps what was fitted.
   *
   * @param errors of examples that were left out: what they were, less what was foretold
   */
  private CurveRegression(Fit fit, double[] errors) {
    this.fit = fit;
    this.deviation = deviation(errors, error -> true).orElseThrow();
    this.below = deviation(errors, error -> error < 0).orElse(deviation);
    this.above = deviation(errors, error -> error > 0).orElse(deviation);
  }

  /** Root of the mean square; nothing if no error is of the kind. */
  private static OptionalDouble deviation(double[] errors, DoublePredicate kind) {
    OptionalDouble square =
        Arrays.stream(errors).filter(kind).map(error -> error * error).average();
    return square.isPresent()
        ? OptionalDouble.of(StrictMath.sqrt(square.getAsDouble()))
        : OptionalDouble.empty();
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
    double[] errors = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int left = i;
      errors[i] = errorsWithout(rows, targets, each -> each == left, settings).sum();
    }
    return new CurveRegression(Fit.of(rows, targets, settings), errors);
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
      sum += errorsWithout(rows, targets, each -> each % FOLDS == left, settings)
          .map(error -> error * error)
          .sum();
    }
    return sum;
  }

  /** Which examples are left out. */
  @FunctionalInterface
  private interface Left {
    boolean isOut(int index);
  }

  /** The errors on the examples that are left out: what they were, less what was foretold. */
  private static DoubleStream errorsWithout(
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
    return IntStream.range(0, rows.length)
        .filter(left::isOut)
        .mapToDouble(i -> targets[i] - fit.predict(rows[i]));
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

  /** The same with errors above and below each by their own deviation. */
  PredictedValue predictTwoPieces(double[] row) {
    return PredictedValue.twoPiece(fit.predict(row), below, above);
  }

  /** Root of the mean squared error of examples that were left out. */
  double deviation() {
    return deviation;
  }
}
