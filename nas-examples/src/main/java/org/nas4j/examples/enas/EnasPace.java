package org.nas4j.examples.enas;

import java.util.Locale;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.space.SearchSpace;

/**
 * How fast this machine is, measured on random networks.
 *
 * @param step seconds of a training step on shared weights
 * @param score seconds to score a network on one validation minibatch
 * @param batches training steps of an epoch
 */
record EnasPace(double step, double score, int batches) {

  private static final int WARM_UP = 120;
  private static final int STEPS = 60;
  private static final int LEAST_STEPS = 6;
  private static final int TRIAL_BATCHES = 20;
  private static final double RATE = 0.01;

  /** Takes not much longer than {@code most} seconds. */
  static EnasPace measure(Dl4jSupernet supernet, SearchSpace<Architecture> space, double most)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    long begin = System.nanoTime();
    long training = 0;
    long scoring = 0;
    int steps = 0;
    while (steps < WARM_UP + STEPS
        && (steps < LEAST_STEPS || System.nanoTime() - begin < 1e9 * most)) {
      Architecture child = space
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture();
      long start = System.nanoTime();
      supernet.train(child, RATE);
      long trained = System.nanoTime();
      supernet.score(child, 0);
      long scored = System.nanoTime();
      // What comes late counts more: the first steps make what all others use.
      int weight = Math.min(++steps, STEPS);
      training += (trained - start - training) / weight;
      scoring += (scored - trained - scoring) / weight;
    }
    return new EnasPace(training / 1e9, scoring / 1e9, supernet.trainingBatches());
  }

  /** How many epochs fit, at least one. */
  int epochs(double seconds, int controllerSamples, int scoresAtTheEnd) {
    double epoch = batches * step + controllerSamples * score;
    return (int) Math.max(1, Math.floor((seconds - scoresAtTheEnd * score) / epoch));
  }

  /** Of plain training, by a short one. */
  static double secondsPerExample(
      Architecture architecture, Dataset training, Dl4jTraining settings)
      throws InterruptedException {
    Dataset few = training.sample(TRIAL_BATCHES * settings.batch(), new SplittableRandom(1));
    Dl4jTraining once = settings.toBuilder().epochs(1).build();
    TrainedNetwork.train(architecture, few, once, 1);
    long start = System.nanoTime();
    TrainedNetwork.train(architecture, few, once, 1);
    return (System.nanoTime() - start) / 1e9 / few.size();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "a step takes %.0f ms, a score %.0f ms", 1e3 * step, 1e3 * score);
  }
}
