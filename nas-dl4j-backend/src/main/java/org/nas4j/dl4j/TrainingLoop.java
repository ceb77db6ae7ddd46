package org.nas4j.dl4j;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.eval.Deadline;

/**
 * Trains a network epoch by epoch. Batches are drawn anew in each epoch; those that do not fill a batch wait for the next
 * one. Between batches it looks for the deadline and for an interruption. For the thread that owns the network.
 */
final class TrainingLoop {

  private final Network network;
  private final Dataset data;
  private final Dl4jTraining settings;
  private final Deadline deadline;
  private final RandomGenerator order;
  private final RandomGenerator augmentation;
  private final int[] permutation;
  private int epochsDone;
  private boolean late;

  TrainingLoop(Network network, Dataset data, Dl4jTraining settings, Deadline deadline, long seed) {
    this.network = network;
    this.data = data;
    this.settings = settings;
    this.deadline = deadline;
    SplittableRandom random = new SplittableRandom(seed);
    this.order = random.split();
    this.augmentation = random.split();
    this.permutation = new int[data.size()];
    for (int i = 0; i < permutation.length; i++) {
      permutation[i] = i;
    }
  }

  boolean hasNext() {
    return !late && epochsDone < settings.epochs();
  }

  int epochsDone() {
    return epochsDone;
  }

  /**
   * Trains for one epoch, or until the deadline.
   *
   * @return mean loss per example
   * @throws InterruptedException if the thread was interrupted
   * @throws ArithmeticException if the loss is no number any more
   */
  double epoch() throws InterruptedException {
    shuffle();
    int batch = Math.min(settings.batch(), data.size());
    int batches = data.size() / batch;
    int[] labels = new int[batch];
    double sum = 0;
    int done = 0;
    while (done < batches && !late) {
      stopIfInterrupted();
      write(done * batch, labels);
      double passed = epochsDone + (double) done / batches;
      network.progress(passed / settings.epochs());
      double loss = network.train(labels, settings.learningRate().at(passed, settings.epochs()));
      requireNumber(loss, epochsDone + 1);
      sum += loss;
      done++;
      late = deadline.hasPassed();
    }
    epochsDone++;
    return sum / done;
  }

  private void shuffle() {
    for (int i = permutation.length - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      int swapped = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swapped;
    }
  }

  private void write(int from, int[] labels) {
    FloatBuffer target = network.examples(labels.length);
    for (int i = 0; i < labels.length; i++) {
      int index = permutation[from + i];
      labels[i] = data.label(index);
      settings.augmentation().write(data, index, augmentation, target);
    }
  }

  static void requireNumber(double loss, int epoch) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("Training diverged: the loss is ["
          + loss
          + "] in epoch ["
          + epoch
          + "].\nMaybe lower the learning rate, or normalize between layers.");
    }
  }

  static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Training was cancelled between two batches.");
    }
  }
}
