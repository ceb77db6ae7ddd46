package org.nas4j.auto;

import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.eval.Metric;
import org.nas4j.images.GrowingSearch;
import org.nas4j.images.GrownNetwork;
import org.nas4j.images.GrowthPolicy;
import org.nas4j.images.StartNetworks;

/**
 * One training under the clock.
 *
 * @param training images with their classes
 */
record AutoImages(Dataset training) implements AutoTask {

  private static final int MOST_VALIDATION = 5_000;
  private static final double TRAINING_SHARE = 0.97;

  AutoImages {
    if (!(training.shape() instanceof Shape.Image) || training.classes() < 2) {
      throw new IllegalArgumentException("Images with classes are needed, but got [" + training
          + "].\nMaybe call table(…) for rows of a table.");
    }
  }

  @Override
  public AutoResult run(AutoClock clock, long seed) throws InterruptedException {
    int held = Math.max(1, Math.min(MOST_VALIDATION, training.size() / 10));
    Split raw = training.split(held, new SplittableRandom(seed));
    Standardisation figures = Standardisation.fit(raw.training());
    GrowingSearch search = GrowingSearch.builder(
            StartNetworks.residual((Shape.Image) training.shape(), training.classes()))
        .training(figures.apply(raw.training()))
        .validation(figures.apply(raw.validation()))
        .policy(GrowthPolicy.none())
        .within(clock.until(TRAINING_SHARE))
        .seed(seed)
        .build();
    GrownNetwork grown = search.run();
    return new AutoResult(
        grown.network(),
        grown
            .network()
            .model()
            .classNames(training.classNames())
            .scaling(figures.scaling())
            .build(),
        figures,
        Metric.VALIDATION_ACCURACY,
        grown.validation().accuracy(),
        Map.of(
            "task", "classification",
            "validation", Integer.toString(held),
            "training", search.settings().toString()),
        clock.elapsed());
  }
}
