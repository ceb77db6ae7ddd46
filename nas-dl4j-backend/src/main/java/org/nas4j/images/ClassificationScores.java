package org.nas4j.images;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/**
 * How well a classifier does, seen from more sides than {@link Scores}: for classes of unequal
 * size, and for who relies on the probabilities. Classes without an example have no part in means
 * over classes.
 *
 * @param accuracy fraction of the examples that are classified right
 * @param balancedAccuracy mean over the classes of the fraction of each that is found
 * @param macroF1 mean over the classes of the harmonic mean of what is found of a class and what is
 *     right of its predictions
 * @param auc mean over the classes of the probability that an example of the class is given more of
 *     it than another one, ties counting one half: 0.5 for who guesses
 * @param logLoss mean negative logarithm of the true class's probability, in nats
 * @param calibrationError mean distance between the probability of the predicted class and the
 *     fraction that is right, over ten bins of that probability, weighted by their examples (Guo et
 *     al. 2017)
 * @param confusion examples by class (row) and prediction (column)
 */
public record ClassificationScores(
    double accuracy,
    double balancedAccuracy,
    double macroF1,
    double auc,
    double logLoss,
    double calibrationError,
    int[][] confusion) {

  /** {@link #balancedAccuracy} on validation data. */
  public static final Metric VALIDATION_BALANCED_ACCURACY =
      Metric.maximized("validationBalancedAccuracy");

  /** {@link #macroF1} on validation data. */
  public static final Metric VALIDATION_MACRO_F1 = Metric.maximized("validationMacroF1");

  /** {@link #auc} on validation data. */
  public static final Metric VALIDATION_AUC = Metric.maximized("validationAuc");

  /** {@link #calibrationError} on validation data. */
  public static final Metric VALIDATION_CALIBRATION_ERROR =
      Metric.minimized("validationCalibrationError");

  private static final double SMALLEST = 1e-10;
  private static final int BINS = 10;

  /** Copies. */
  public ClassificationScores {
    confusion = Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
  }

  /** A copy. */
  @Override
  public int[][] confusion() {
    return Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * Compares probabilities with labels.
   *
   * @param probabilities one row for each example, one column for each class
   * @param data with labels
   * @return the scores
   */
  public static ClassificationScores of(float[][] probabilities, Dataset data) {
    int classes = data.classes();
    int[][] confusion = new int[classes][classes];
    double logLoss = 0;
    double[] balance = new double[BINS];
    for (int i = 0; i < data.size(); i++) {
      int label = data.label(i);
      int predicted = largest(probabilities[i]);
      confusion[label][predicted]++;
      logLoss -= Math.log(Math.max(SMALLEST, probabilities[i][label])) / data.size();
      double probability = probabilities[i][predicted];
      int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
      balance[bin] += probability - (predicted == label ? 1 : 0);
    }
    double calibration = Arrays.stream(balance).map(Math::abs).sum() / data.size();
    return means(confusion, auc(probabilities, data), logLoss, calibration, data.size());
  }

  private static int largest(float[] row) {
    int best = 0;
    for (int j = 1; j < row.length; j++) {
      best = row[j] > row[best] ? j : best;
    }
    return best;
  }

  private static ClassificationScores means(
      int[][] confusion, double auc, double logLoss, double calibration, int size) {
    double right = 0;
    double found = 0;
    double f1 = 0;
    int present = 0;
    for (int k = 0; k < confusion.length; k++) {
      int own = Arrays.stream(confusion[k]).sum();
      int column = k;
      int said = Arrays.stream(confusion).mapToInt(row -> row[column]).sum();
      right += confusion[k][k];
      if (own > 0) {
        present++;
        found += (double) confusion[k][k] / own;
        f1 += 2.0 * confusion[k][k] / (own + said);
      }
    }
    return new ClassificationScores(
        right / size, found / present, f1 / present, auc, logLoss, calibration, confusion);
  }

  /** By ranks: the sum of the ranks of a class's examples tells how many others are below them. */
  private static double auc(float[][] probabilities, Dataset data) {
    double sum = 0;
    int judged = 0;
    for (int k = 0; k < data.classes(); k++) {
      int column = k;
      Integer[] order = IntStream.range(0, data.size()).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i][column]));
      long own =
          IntStream.range(0, data.size()).filter(i -> data.label(i) == column).count();
      if (own > 0 && own < data.size()) {
        double ranks = 0;
        for (int from = 0; from < order.length; ) {
          int to = from;
          long members = 0;
          while (to < order.length
              && probabilities[order[to]][k] == probabilities[order[from]][k]) {
            members += data.label(order[to]) == k ? 1 : 0;
            to++;
          }
          ranks += members * (from + 1 + to) / 2.0;
          from = to;
        }
        sum += (ranks - own * (own + 1) / 2.0) / (own * (double) (data.size() - own));
        judged++;
      }
    }
    return judged == 0 ? 0.5 : sum / judged;
  }

  Evaluation addTo(Evaluation evaluation) {
    return evaluation
        .withStep(VALIDATION_BALANCED_ACCURACY, balancedAccuracy)
        .withStep(VALIDATION_MACRO_F1, macroF1)
        .withStep(VALIDATION_AUC, auc)
        .withStep(VALIDATION_CALIBRATION_ERROR, calibrationError);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassificationScores that
        && accuracy == that.accuracy
        && auc == that.auc
        && logLoss == that.logLoss
        && calibrationError == that.calibrationError
        && Arrays.deepEquals(confusion, that.confusion);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(logLoss) * 31 + Arrays.deepHashCode(confusion);
  }

  @Override
  public String toString() {
    return "ClassificationScores[accuracy=" + accuracy + ", balancedAccuracy=" + balancedAccuracy
        + ", macroF1=" + macroF1 + ", auc=" + auc + ", logLoss=" + logLoss + ", calibrationError="
        + calibrationError + ", confusion=" + Arrays.deepToString(confusion) + "]";
  }
}
