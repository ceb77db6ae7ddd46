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

  /** Of a trial. */
  static final int EPOCHS = 30;

  /** Of any training. */
  static final int MOST_EPOCHS = 90;

  /** Trainings that a search is worth: fewer, and the network written by hand is the better bet. */
  private static final int LEAST_TRAININGS = 8;

  /** Beyond the time, of which some seconds more may be taken. */
  private static final double LEAST_SECONDS = 2;

  private static final int PROBE = 1_024;
  private static final int BATCH = 32;

  /** Time left for the model that serves, its file, and steps that are slower than measured. */
  private static final double ALL = 0.98;

  /** Measures; the first training is not counted, since Java and the native code are loaded. */
  static TablePlan of(Architecture network, Dataset data, AutoClock clock)
      throws InterruptedException {
    Dataset few = data.sample(2 * BATCH, new SplittableRandom(0));
    TrainedNetwork.train(network, few, training(1), 0);
    Dataset probe = data.sample(PROBE, new SplittableRandom(0));
    Deadline deadline = Deadline.in(clock.until(0.1));
    long begun = System.nanoTime();
    TrainedNetwork.train(network, probe, training(1), 0, deadline);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new TablePlan(seconds / probe.size(), clock);
  }

  static Dl4jTraining training(int epochs) {
    return Dl4jTraining.builder().epochs(epochs).batch(BATCH).weightDecay(1e-4).build();
  }

  /** Whether there is time for several trainings on the data. */
  boolean hasTimeToSearch(Dataset data) {
    return clock.seconds(ALL) > LEAST_TRAININGS * EPOCHS * secondsEach * data.size();
  }

  /** Seconds that a training may take, a few in any case, should loading have eaten up the time. */
  double secondsUntil(double share) {
    return Math.max(LEAST_SECONDS, clock.seconds(share));
  }

  /** As many as fit into some seconds; 0 if not even one does. */
  int epochs(Dataset data, double seconds) {
    return (int) Math.min(MOST_EPOCHS, seconds / (secondsEach * data.size()));
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
    return TrainedNetwork.train(network, fitting, training(Math.max(1, epochs)), seed, deadline);
  }
}
