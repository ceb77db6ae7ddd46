package org.nas4j.images;

import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.internal.checks.Figures;

/**
 * How well a network predicts labels. An example whose probabilities are no numbers is classified
 * wrong, and makes the loss NaN.
 *
 * @param accuracy fraction of the examples that are classified right, in [0, 1]
 * @param loss mean cross-entropy per example, in nats
 */
public record Scores(double accuracy, double loss) {

  /** Keeps the loss finite where a probability underflows. */
  private static final double SMALLEST = 1e-10;

  private static final int NONE = -1;

  static Scores of(Network network, Dataset data, int batch) throws InterruptedException {
    return of(network, data, batch, false);
  }

  /**
   * With mirror images, by the mean of what is predicted for each image and for its mirror image.
   */
  static Scores of(Network network, Dataset data, int batch, boolean mirrorImages)
      throws InterruptedException {
    int right = 0;
    double loss = 0;
    for (int from = 0; from < data.size(); from += batch) {
      TrainingLoop.stopIfInterrupted();
      int count = Math.min(batch, data.size() - from);
      float[] probabilities = ExampleBatch.predict(network, batch, data, from, count, false);
      if (mirrorImages) {
        average(probabilities, ExampleBatch.predict(network, batch, data, from, count, true));
      }
      for (int i = 0; i < count; i++) {
        int label = data.label(from + i);
        right += predicted(probabilities, i, data.classes()) == label ? 1 : 0;
        loss -= StrictMath.log(Math.max(SMALLEST, probabilities[i * data.classes() + label]));
      }
    }
    return new Scores((double) right / data.size(), loss / data.size());
  }

  private static void average(float[] one, float[] other) {
    for (int i = 0; i < other.length; i++) {
      one[i] = (one[i] + other[i]) / 2;
    }
  }

  /**
   * The likeliest class of an example, the first of equals; none, −1, if a probability is no
   * number.
   */
  static int predicted(float[] probabilities, int example, int classes) {
    int best = 0;
    for (int i = 0; i < classes; i++) {
      float probability = probabilities[example * classes + i];
      if (!Figures.usable(probability)) {
        return NONE;
      }
      if (probability > probabilities[example * classes + best]) {
        best = i;
      }
    }
    return best;
  }
}
