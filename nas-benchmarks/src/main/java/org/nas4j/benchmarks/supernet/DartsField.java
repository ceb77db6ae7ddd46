package org.nas4j.benchmarks.supernet;

import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Split;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.spaces.darts.DartsNetwork;

/**
 * What all searches on DARTS' cells have in common.
 *
 * @param data halves for weights and for what is searched
 * @param sizes of all networks
 * @param batch images of a minibatch
 * @param threads native ones
 * @param seconds that a search is to take
 * @param alphaFactor of α's published learning rates
 * @param seed of all chance
 */
record DartsField(
    Split data,
    DartsNetwork sizes,
    int batch,
    int threads,
    double seconds,
    double alphaFactor,
    long seed) {

  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 3e-4;

  /**
   * What a search derived.
   *
   * @param network to be trained from scratch
   * @param epochs gone through
   * @param seconds taken
   * @param note what else is to be told
   */
  record Derived(Architecture network, int epochs, double seconds, String note) {}

  private Dl4jTraining training() {
    return Dl4jTraining.builder()
        .nesterov(MOMENTUM)
        .weightDecay(DECAY)
        .batch(batch)
        .build();
  }

  DartsSupernet mixed(int oneIn) {
    return DartsSupernet.builder(data.training(), data.validation())
        .sizes(sizes)
        .partialChannels(oneIn)
        .settings(training())
        .threads(threads)
        .seed(seed)
        .build();
  }

  Dl4jSupernet shared() {
    return Dl4jSupernet.builder()
        .training(data.training())
        .validation(data.validation())
        .settings(training())
        .validationBatch(Math.min(250, data.validation().size()))
        .threads(threads)
        .seed(seed)
        .build();
  }

  /** A network of random cells. */
  Architecture draw(SplittableRandom random) {
    return Children.draw(sizes.space(), random);
  }
}
