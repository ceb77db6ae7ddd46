package org.nas4j.predict;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.util.Pair;
import org.nas4j.internal.checks.Figures;

/**
 * One family on one curve: least squares by Levenberg and Marquardt from the start values of the
 * family, or, where that fails, by the simplex of Nelder and Mead (in place of the authors'
 * L-BFGS-B, which Commons Math lacks). Slopes are differences of values.
 *
 * @param family what was fitted
 * @param parameters of least squared error; never changed
 * @param error mean of the squared errors
 */
record FamilyFit(CurveFamily family, double[] parameters, double error) {

  private static final int EVALUATIONS = 2_000;
  private static final double DIFFERENCE = 1e-6;

  /** What a curve counts as where it has no value, so that a fit turns back. */
  private static final double FAR_OFF = 1e3;

  /** Fits points of a curve; empty if neither way finds any parameters. */
  static Optional<FamilyFit> of(CurveFamily family, CurvePoints points) {
    Optional<double[]> found = levenbergMarquardt(family, points);
    return (found.isPresent() ? found : simplex(family, points))
        .map(parameters -> new FamilyFit(family, parameters, error(family, points, parameters)))
        .filter(fit -> fit.error < FAR_OFF);
  }

  /** Its value after a step. */
  double at(double step) {
    return family.value(step, StrictMath.log(step), parameters, 0);
  }

  private static Optional<double[]> levenbergMarquardt(CurveFamily family, CurvePoints points) {
    try {
      double[] found = new LevenbergMarquardtOptimizer()
          .optimize(new LeastSquaresBuilder()
              .start(family.start())
              .target(points.values())
              .model(point -> linearised(family, points, point.toArray()))
              .maxEvaluations(EVALUATIONS)
              .maxIterations(EVALUATIONS)
              .build())
          .getPoint()
          .toArray();
      return Optional.of(found).filter(each -> Arrays.stream(each).allMatch(Figures::usable));
    } catch (MathIllegalStateException | SingularMatrixException e) {
      return Optional.empty();
    }
  }

  private static Pair<RealVector, RealMatrix> linearised(
      CurveFamily family, CurvePoints points, double[] parameters) {
    double[] values = values(family, points, parameters);
    double[][] slopes = new double[values.length][parameters.length];
    for (int j = 0; j < parameters.length; j++) {
      double step = DIFFERENCE * Math.max(1e-2, Math.abs(parameters[j]));
      double[] moved = parameters.clone();
      moved[j] += step;
      double[] there = values(family, points, moved);
      for (int i = 0; i < values.length; i++) {
        slopes[i][j] = (there[i] - values[i]) / step;
      }
    }
    return Pair.create(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
  }

  private static double[] values(CurveFamily family, CurvePoints points, double[] parameters) {
    double[] values = new double[points.size()];
    for (int i = 0; i < values.length; i++) {
      double value = family.value(points.step(i), points.logarithm(i), parameters, 0);
      values[i] = Math.abs(value) < FAR_OFF ? value : FAR_OFF;
    }
    return values;
  }

  private static Optional<double[]> simplex(CurveFamily family, CurvePoints points) {
    MultivariateFunction error = parameters -> error(family, points, parameters);
    try {
      return Optional.of(new SimplexOptimizer(1e-10, 1e-12)
          .optimize(
              new MaxEval(EVALUATIONS),
              new ObjectiveFunction(error),
              GoalType.MINIMIZE,
              new InitialGuess(family.start()),
              new NelderMeadSimplex(family.size(), 0.1))
          .getPoint());
    } catch (MathIllegalStateException e) {
      return Optional.empty();
    }
  }

  private static double error(CurveFamily family, CurvePoints points, double[] parameters) {
    double[] values = values(family, points, parameters);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double apart = values[i] - points.value(i);
      sum += apart * apart;
    }
    return sum / values.length;
  }
}
