package org.nas4j.benchmarks.supernet;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.darts.DartsResult;
import org.nas4j.darts.DartsSearch;
import org.nas4j.darts.MixedNetwork;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.oneshot.OneShotResult;
import org.nas4j.oneshot.OneShotSearch;
import org.nas4j.oneshot.WarmRestarts;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.spaces.darts.DartsOperation;
import org.nas4j.strategy.reinforce.Reinforce;

/** A search on DARTS' cells that takes as long as the others, by a pace measured before. */
enum DartsEntrant {
  /** Mixed edges, first order. */
  FIRST_ORDER {
    @Override
    DartsField.Derived search(DartsField field) throws InterruptedException {
      return byGradients(field, 1, 2);
    }
  },
  /** Mixed edges as published. */
  SECOND_ORDER {
    @Override
    DartsField.Derived search(DartsField field) throws InterruptedException {
      return byGradients(field, 1, SLOPES);
    }
  },
  /** One in four channels, normalized edges. */
  PARTIAL_CHANNELS {
    @Override
    DartsField.Derived search(DartsField field) throws InterruptedException {
      return byGradients(field, PARTS, 2 - WARM_UP);
    }
  },
  /** The small controller of ENAS on shared weights. */
  ENAS {
    @Override
    DartsField.Derived search(DartsField field) throws InterruptedException {
      return onSharedWeights(field, Reinforce.enasSmall());
    }
  },
  /** Random search through ENAS' schedule. */
  RANDOM {
    @Override
    DartsField.Derived search(DartsField field) throws InterruptedException {
      return onSharedWeights(field, new RandomSearch());
    }
  };

  private static final int PARTS = 4;

  /** A step of the second order computes so many gradients. */
  private static final int SLOPES = 5;

  /** Of the epochs of partial channels. */
  private static final double WARM_UP = 0.3;

  private static final int MEASURED = 3;

  /** They make the primitives that later networks find. */
  private static final int WARM_UP_CHILDREN = 12;

  private static final int CONTROLLER_SAMPLES = 20;
  private static final int PROPOSED = 20;
  private static final int SCORED = 3;
  private static final double RATE = 0.05;

  /** As published; with partial channels it is twice that. */
  private static final double ALPHA_RATE = 3e-4;

  abstract DartsField.Derived search(DartsField field) throws InterruptedException;

  private static DartsField.Derived byGradients(DartsField field, int oneIn, double slopes)
      throws InterruptedException {
    StepClock clock = new StepClock(field.threads());
    double start = clock.seconds();
    int epochs = epochs(field, oneIn, slopes);
    try (DartsSupernet supernet = field.mixed(oneIn)) {
      DartsSearch.Builder search = oneIn > 1
          ? DartsSearch.partialChannels(supernet).toBuilder()
              .learningRate(RATE, 0)
              .alphaLearningRate(2 * ALPHA_RATE * field.alphaFactor())
              .warmUp((int) (WARM_UP * epochs))
              .epochs(epochs)
          : DartsSearch.builder(supernet)
              .alphaLearningRate(ALPHA_RATE * field.alphaFactor())
              .epochs(epochs)
              .order(slopes > 2 ? 2 : 1);
      DartsResult found = search.seed(field.seed()).build().run();
      DartsResult.Epoch last = found.epochs().get(found.epochs().size() - 1);
      return new DartsField.Derived(
          field.sizes().of(found.normal(), found.reduction(), 1, false),
          epochs,
          clock.seconds() - start,
          String.format(
              Locale.ROOT,
              "%d skip connections in the normal cell, mean share %.3f",
              last.skips(),
              last.skipShare()));
    }
  }

  private static int epochs(DartsField field, int oneIn, double slopes)
      throws InterruptedException {
    StepClock clock = new StepClock(field.threads());
    double start = clock.seconds();
    try (DartsSupernet supernet = field.mixed(oneIn)) {
      double[] shares = new double[supernet.edges() * (1 + DartsOperation.values().length)];
      Arrays.fill(shares, 1.0 / DartsOperation.values().length);
      double slope = 0;
      for (int i = 0; i < MEASURED; i++) {
        double before = clock.seconds();
        supernet.slope(MixedNetwork.Part.TRAINING, shares);
        slope = clock.seconds() - before;
      }
      double left = field.seconds() - (clock.seconds() - start);
      return (int) Math.max(1, Math.round(left / (slope * slopes * supernet.batches())));
    }
  }

  private static DartsField.Derived onSharedWeights(DartsField field, SearchStrategy strategy)
      throws InterruptedException {
    StepClock clock = new StepClock(field.threads());
    double start = clock.seconds();
    int epochs = epochs(field);
    try (Dl4jSupernet supernet = field.shared()) {
      OneShotResult<Architecture> found = OneShotSearch.builder(field.sizes().space(), supernet)
          .strategy(strategy)
          .learningRate(new WarmRestarts(RATE, RATE / 50, epochs, 1))
          .epochs(epochs)
          .controllerSamples(CONTROLLER_SAMPLES)
          .derive(PROPOSED, SCORED)
          .seed(field.seed())
          .run();
      return new DartsField.Derived(
          found.architecture(),
          epochs,
          clock.seconds() - start,
          String.format(Locale.ROOT, "%.4f on shared weights", found.validationScore()));
    }
  }

  private static int epochs(DartsField field) throws InterruptedException {
    StepClock clock = new StepClock(field.threads());
    double start = clock.seconds();
    SplittableRandom random = new SplittableRandom(field.seed());
    try (Dl4jSupernet supernet = field.shared()) {
      double step = 0;
      double score = 0;
      for (int i = 0; i < WARM_UP_CHILDREN + MEASURED; i++) {
        Architecture child = field.draw(random);
        double before = clock.seconds();
        supernet.train(child, RATE / 50);
        double trained = clock.seconds();
        supernet.score(child, 0);
        step += i < WARM_UP_CHILDREN ? 0 : trained - before;
        score += i < WARM_UP_CHILDREN ? 0 : clock.seconds() - trained;
      }
      double end = score / MEASURED * (PROPOSED + SCORED * supernet.validationBatches());
      double epoch = (supernet.trainingBatches() * step + CONTROLLER_SAMPLES * score) / MEASURED;
      return (int)
          Math.max(1, Math.round((field.seconds() - (clock.seconds() - start) - end) / epoch));
    }
  }
}
