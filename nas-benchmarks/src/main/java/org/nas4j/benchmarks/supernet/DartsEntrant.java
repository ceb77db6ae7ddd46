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
  private static final int CONTROLLER_SAMPLES = 20;
  private static final int PROPOSED = 20;
  private static final int SCORED = 3;
  private static final double RATE = 0.05;
  private static final double NANOS = 1e9;

  abstract DartsField.Derived search(DartsField field) throws InterruptedException;

  private static double now() {
    return System.nanoTime() / NANOS;
  }

  private static DartsField.Derived byGradients(DartsField field, int oneIn, double slopes)
      throws InterruptedException {
    double start = now();
    int epochs = epochs(field, oneIn, slopes);
    try (DartsSupernet supernet = field.mixed(oneIn)) {
      DartsSearch.Builder search = oneIn > 1
          ? DartsSearch.partialChannels(supernet).toBuilder()
              .learningRate(RATE, 0)
              .warmUp((int) (WARM_UP * epochs))
              .epochs(epochs)
          : DartsSearch.builder(supernet).epochs(epochs).order(slopes > 2 ? 2 : 1);
      DartsResult found = search.seed(field.seed()).build().run();
      DartsResult.Epoch last = found.epochs().get(found.epochs().size() - 1);
      return new DartsField.Derived(
          field.sizes().of(found.normal(), found.reduction(), 1, false),
          epochs,
          now() - start,
          String.format(
              Locale.ROOT,
              "%d skip connections in the normal cell, mean share %.3f",
              last.skips(),
              last.skipShare()));
    }
  }

  private static int epochs(DartsField field, int oneIn, double slopes)
      throws InterruptedException {
    double start = now();
    try (DartsSupernet supernet = field.mixed(oneIn)) {
      double[] shares = new double[supernet.edges() * (1 + DartsOperation.values().length)];
      Arrays.fill(shares, 1.0 / DartsOperation.values().length);
      double slope = 0;
      for (int i = 0; i < MEASURED; i++) {
        double before = now();
        supernet.slope(MixedNetwork.Part.TRAINING, shares);
        slope = now() - before;
      }
      double left = field.seconds() - (now() - start);
      return (int) Math.max(1, Math.round(left / (slope * slopes * supernet.batches())));
    }
  }

  private static DartsField.Derived onSharedWeights(DartsField field, SearchStrategy strategy)
      throws InterruptedException {
    double start = now();
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
          now() - start,
          String.format(Locale.ROOT, "%.4f on shared weights", found.validationScore()));
    }
  }

  private static int epochs(DartsField field) throws InterruptedException {
    double start = now();
    SplittableRandom random = new SplittableRandom(field.seed());
    try (Dl4jSupernet supernet = field.shared()) {
      double step = 0;
      double score = 0;
      for (int i = 0; i < 2 * MEASURED; i++) {
        Architecture child = field.draw(random);
        double before = now();
        supernet.train(child, RATE / 50);
        double trained = now();
        supernet.score(child, 0);
        step += i < MEASURED ? 0 : trained - before;
        score += i < MEASURED ? 0 : now() - trained;
      }
      double end = score / MEASURED * (PROPOSED + SCORED * supernet.validationBatches());
      double epoch = (supernet.trainingBatches() * step + CONTROLLER_SAMPLES * score) / MEASURED;
      return (int) Math.max(1, Math.round((field.seconds() - (now() - start) - end) / epoch));
    }
  }
}
