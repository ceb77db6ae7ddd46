package org.nas4j.images;

import java.util.List;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.InitialWeights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, by some steps of each, which of a few networks there is time for. Its time counts: it
 * is a part of the budget.
 */
final class StartChoice {

  private static final Logger LOG = LoggerFactory.getLogger(StartChoice.class);

  /** The first steps build the native code of a network. */
  private static final int WARM_UP = 2;

  private static final int TIMED = 6;

  /** Few images are seen often in a few steps, in which no network learns much. */
  private static final int FEWEST_STEPS = 2_000;

  /** Share of the time after which the timed steps are known to be too slow. */
  private static final double LONGEST = (double) TIMED / FEWEST_STEPS;

  private final GrowingSearch search;
  private final TrainingBudget budget;

  StartChoice(GrowingSearch search, TrainingBudget budget) {
    this.search = search;
    this.budget = budget;
  }

  /**
   * The last network, from the cheapest on, that can be shown the training data often enough, and
   * in enough steps, in the time; the cheapest if there is none, or no clock.
   */
  Architecture choose() throws InterruptedException {
    List<Architecture> starts = search.starts();
    Architecture chosen = starts.get(0);
    if (!budget.isClocked()) {
      return chosen;
    }
    for (Architecture start : starts.subList(1, starts.size())) {
      double steps = steps(start);
      double epochs = steps * batch() / search.training().size();
      LOG.info("There is time for {} steps, {} epochs, of {}.", steps, epochs, start.cost());
      if (steps < FEWEST_STEPS || epochs < search.components().startEpochs()) {
        break;
      }
      chosen = start;
    }
    return chosen;
  }

  private int batch() {
    return Math.min(search.components().training().batch(), search.training().size());
  }

  /** How many there is time for; 0 as soon as it is seen that they are too few. */
  private double steps(Architecture start) throws InterruptedException {
    GrowingSearch.Components settings = search.components();
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (Minibatches minibatches =
            new Minibatches(search.training(), settings.training(), random.split());
        GrowingTraining training = GrowingTraining.begin(
            start, settings.training(), minibatches.size(), settings.threads(), 0)) {
      training.start(InitialWeights.draw(start, random.nextLong()));
      double from = 0;
      for (int i = 0; i < WARM_UP + TIMED; i++) {
        if (i == WARM_UP) {
          from = budget.share();
        } else if (i > WARM_UP && budget.share() - from > LONGEST) {
          return 0;
        }
        TrainingLoop.stopIfInterrupted();
        training.step(minibatches.next(training.examples(minibatches.size())), 0);
      }
      double now = budget.share();
      return TIMED * (1 - now) / Math.max(Double.MIN_NORMAL, now - from);
    }
  }
}
