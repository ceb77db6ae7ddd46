package org.nas4j.auto;

import java.time.Duration;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Deadline;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;

/**
 * Trainings that fit into the time, by the speed of the network written by hand.
 *
 * @param secondsEach of training on one row once
 * @param clock tells how much of the time is left
 */
record TablePlan(double secondsEach, AutoClock clock) {

  /** Of a trial, or as many as make {@link #LEAST_STEPS}: few rows are few steps an epoch. */
  private static final int EPOCHS = 30;

  private static final int LEAST_STEPS = 1_000;

  /** The longest training takes so many times the epochs of a trial. */
  private static final int MOST_TIMES = 3;

  /** Trainings that a search is worth: fewer, and the network written by hand is the better bet. */
  private static final int LEAST_TRAININGS = 8;

  /** Beyond the time, of which some seconds more may be taken. */
  private static final double LEAST_SECONDS = 2;

  /** Rows; the quickest of several turns counts, since other work only ever slows one down. */
  private static final int PROBE = 1_024;

  private static final double PROBE_SHARE = 0.05;
  private static final int BATCH = 32;

  /** Time left for the model that serves, its file, and steps that are slower than measured. */
  private static final double ALL = 0.98;

  /** Measures; the first training is not counted, since Java and the native code are loaded. */
  static TablePlan of(Architecture network, Dataset data, AutoClock clock)
      throws InterruptedException {
    Dataset few = data.sample(2 * BATCH, new SplittableRandom(0));
    TrainedNetwork.train(network, few, alone(1), 0);
    Dataset probe = data.sample(PROBE, new SplittableRandom(0));
    int epochs = ceil(PROBE, probe.size());
    double quickest = Double.POSITIVE_INFINITY;
    do {
      long begun = System.nanoTime();
      TrainedNetwork.train(network, probe, alone(epochs), 0);
      quickest = Math.min(quickest, (System.nanoTime() - begun) / 1e9);
    } while (clock.seconds(PROBE_SHARE) > quickest);
    return new TablePlan(quickest / epochs / probe.size(), clock);
  }

  /** Epochs of a trial. */
  static int epochsOfTrial(Dataset data) {
    return Math.max(EPOCHS, ceil(LEAST_STEPS, ceil(data.size(), BATCH)));
  }

  private static int ceil(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Epochs of the longest training. */
  static int mostEpochs(Dataset data) {
    return MOST_TIMES * epochsOfTrial(data);
  }

  static Dl4jTraining training(int epochs) {
    return Dl4jTraining.builder().epochs(epochs).batch(BATCH).weightDecay(1e-4).build();
  }

  /** One thread is the quickest for networks of tables, and leaves room for others. */
  private static Dl4jTraining alone(int epochs) {
    return training(epochs).toBuilder().threads(1).build();
  }

  /** Whether there is time for several trainings on the data. */
  boolean hasTimeToSearch(Dataset data) {
    return clock.seconds(ALL) > LEAST_TRAININGS * epochsOfTrial(data) * secondsEach * data.size();
  }

  /** Seconds that a training may take, a few in any case, should loading have eaten up the time. */
  double secondsUntil(double share) {
    return Math.max(LEAST_SECONDS, clock.seconds(share));
  }

  /** As many as fit into some seconds; 0 if not even one does. */
  int epochs(Dataset data, double seconds) {
    return (int) Math.min(mostEpochs(data), seconds / (secondsEach * data.size()));
  }

  /**
   * Trains; with 0 epochs, on as many rows as fit until a share of the time is over. Ends when all
   * of the time is over, whatever was measured.
   */
  TrainedNetwork train(Architecture network, Dataset data, int epochs, double share, long seed)
      throws InterruptedException {
    Dataset fitting = data;
    if (epochs == 0) {
      int rows = (int) Math.min(data.size(), secondsUntil(share) / secondsEach);
      fitting = data.sample(Math.max(2 * BATCH, rows), new SplittableRandom(seed));
    }
    Deadline deadline = Deadline.in(Duration.ofNanos((long) (1e9 * secondsUntil(ALL))));
    return TrainedNetwork.train(network, fitting, alone(Math.max(1, epochs)), seed, deadline);
  }
}
