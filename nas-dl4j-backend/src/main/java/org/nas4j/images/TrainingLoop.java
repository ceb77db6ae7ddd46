package org.nas4j.images;

import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.eval.Deadline;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.events.EpochEvent;

/**
 * Trains a network epoch by epoch. Batches are drawn anew in each epoch; those that do not fill a
 * batch wait for the next one. Between batches it looks for the deadline and for an interruption.
 * For the thread that owns the network.
 */
public final class TrainingLoop implements AutoCloseable {

  private final Network network;
  private final Dl4jTraining settings;
  private final Deadline deadline;
  private final Minibatches minibatches;
  private final int end;
  private int epochsDone;
  private boolean late;

  TrainingLoop(Network network, Dataset data, Dl4jTraining settings, Deadline deadline, long seed) {
    this(network, data, settings, deadline, seed, TrainingPart.of(settings));
  }

  /** Only some of the epochs, at the rates that they have in the whole. */
  TrainingLoop(
      Network network,
      Dataset data,
      Dl4jTraining settings,
      Deadline deadline,
      long seed,
      TrainingPart part) {
    this.epochsDone = part.from();
    this.end = part.until();
    this.network = network;
    this.settings = settings;
    this.deadline = deadline;
    this.minibatches = new Minibatches(data, settings, new SplittableRandom(seed));
  }

  /** Takes up the training data where a training with the same seed left them. */
  void skip(int minibatchesTaken) {
    minibatches.skip(minibatchesTaken);
  }

  int minibatchesTaken() {
    return minibatches.given();
  }

  boolean hasNext() {
    return !late && epochsDone < end;
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
    EpochEvent event = EpochEvent.begin(epochsDone + 1);
    int batches = minibatches.count();
    double sum = 0;
    int done = 0;
    while (done < batches && !late) {
      stopIfInterrupted();
      minibatches.next(network.examples(minibatches.size()));
      double passed = epochsDone + (double) done / batches;
      network.progress(passed / settings.epochs());
      double loss = network.train(
          minibatches.targets(), settings.learningRate().at(passed, settings.epochs()));
      requireNumber(loss, epochsDone + 1);
      sum += loss;
      done++;
      late = deadline.hasPassed();
    }
    epochsDone++;
    event.end(done, sum / done);
    return sum / done;
  }

  @Override
  public void close() {
    minibatches.close();
  }

  public static void requireNumber(double loss, int epoch) {
    if (!Figures.usable(loss)) {
      throw diverged("the loss is [" + loss + "] in epoch [" + epoch + "]");
    }
  }

  /** The last update is followed by no loss that would show it: what it left is looked at. */
  public static Map<String, WeightArray> requireNumbers(Map<String, WeightArray> weights) {
    weights.forEach((name, array) -> {
      if (!Figures.usable(array.values())) {
        throw diverged("the weights [" + name + "] are no finite numbers after the last epoch");
      }
    });
    return weights;
  }

  private static ArithmeticException diverged(String how) {
    return new ArithmeticException("Training diverged: " + how
        + ".\nMaybe lower the learning rate, or normalize between layers.");
  }

  public static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Training was cancelled between two batches.");
    }
  }
}
