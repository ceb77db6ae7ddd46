package org.nas4j.images;

import java.nio.FloatBuffer;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/**
 * How well a network predicts numbers, in their own unit; the mean over several.
 *
 * @param r2 the share of the targets' variance that is explained: 1 at best, 0 for who says the
 *     mean, negative for worse; a target that is constant has 0
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 */
public record RegressionScores(double r2, double mae, double rmse) {

  /** {@link #r2} on validation data. */
  public static final Metric VALIDATION_R2 = Metric.maximized("validationR2");

  /** {@link #mae} on validation data. */
  public static final Metric VALIDATION_MAE = Metric.minimized("validationMae");

  /** {@link #rmse} on validation data. */
  public static final Metric VALIDATION_RMSE = Metric.minimized("validationRmse");

  static RegressionScores of(Network network, Dataset data, int batch) throws InterruptedException {
    return of(predictions(network, data, batch, data.targets()), data);
  }

  static float[][] predictions(Network network, Dataset data, int batch, int width)
      throws InterruptedException {
    float[][] rows = new float[data.size()][width];
    for (int from = 0; from < data.size(); from += batch) {
      TrainingLoop.stopIfInterrupted();
      int count = Math.min(batch, data.size() - from);
      FloatBuffer target = network.examples(batch);
      for (int i = 0; i < count; i++) {
        data.write(from + i, target);
      }
      float[] outputs = network.predict(count);
      for (int i = 0; i < count; i++) {
        System.arraycopy(outputs, i * width, rows[from + i], 0, width);
      }
    }
    return rows;
  }

  /**
   * Compares predictions with targets.
   *
   * @param predictions one row for each example
   * @param data with numbers as targets
   * @return the scores
   */
  public static RegressionScores of(float[][] predictions, Dataset data) {
    int width = data.targets();
    double r2 = 0;
    double mae = 0;
    double rmse = 0;
    for (int j = 0; j < width; j++) {
      double mean = 0;
      for (int i = 0; i < data.size(); i++) {
        mean += data.target(i)[j] / (double) data.size();
      }
      double variance = 0;
      double squares = 0;
      double absolutes = 0;
      for (int i = 0; i < data.size(); i++) {
        double target = data.target(i)[j];
        double difference = predictions[i][j] - target;
        variance += (target - mean) * (target - mean);
        squares += difference * difference;
        absolutes += Math.abs(difference);
      }
      r2 += (variance == 0 ? 0 : 1 - squares / variance) / width;
      mae += absolutes / data.size() / width;
      rmse += Math.sqrt(squares / data.size()) / width;
    }
    return new RegressionScores(r2, mae, rmse);
  }

  Evaluation addTo(Evaluation evaluation) {
    return evaluation
        .withStep(VALIDATION_R2, r2)
        .withStep(VALIDATION_MAE, mae)
        .withStep(VALIDATION_RMSE, rmse);
  }
}
