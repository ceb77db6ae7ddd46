package org.nas4j.examples.papers;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.darts.DartsResult;
import org.nas4j.darts.DartsSearch;
import org.nas4j.darts.MixedNetwork;
import org.nas4j.data.Dataset;
import org.nas4j.examples.cli.Digits;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.search.RandomSearch;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.darts.DartsOperation;

/**
 * DARTS by the second order, or with partial channels, beside random cells that are trained one by
 * one.
 */
final class DartsPaper implements Course {

  private static final int CELLS = 3;
  private static final int NODES = 4;
  private static final int BATCH = 32;

  /**
   * Of the epochs with partial channels, 15 of 50, in which a step computes one gradient of two.
   */
  private static final double WARM_UP = 0.3;

  private static final double RATE = 0.025;
  private static final int MEASURED = 3;

  /** An epoch has a judgement by validation data too, and a machine its slower minutes. */
  private static final double MARGIN = 1.3;

  private final int oneIn;
  private final int filters;
  /** How many gradients a step computes. */
  private final double slopes;

  private DartsPaper(int oneIn, int filters, double slopes) {
    this.oneIn = oneIn;
    this.filters = filters;
    this.slopes = slopes;
  }

  static Course darts() {
    return new DartsPaper(1, 4, 5);
  }

  static Course partialChannels() {
    return new DartsPaper(4, 8, 2 - WARM_UP);
  }

  @Override
  public PaperFindings run(Stage stage) throws IOException, InterruptedException {
    Digits digits = stage.digits();
    DartsNetwork sizes = new DartsNetwork(digits.shape(), digits.classes(), CELLS, filters, NODES);
    stage.scale("cells", "8 in the search, then 20", String.valueOf(CELLS));
    stage.scale("filters", "16 in the search, then 36", String.valueOf(filters));
    double start = stage.elapsed();
    double passes = passes(stage, digits, sizes);
    int epochs = (int) Math.max(1, passes);
    stage.scale("epochs", "50", String.valueOf(epochs));
    try (DartsSupernet supernet = open(stage, digits, sizes, Math.min(1, passes))) {
      int steps = epochs * supernet.batches();
      DartsResult result = search(stage, supernet, epochs)
          .epochs(epochs)
          .seed(stage.seed())
          .onEpoch(epoch -> tell(stage, epoch))
          .build()
          .run();
      double seconds = stage.elapsed() - start;
      return judge(
          stage,
          digits,
          sizes,
          sizes.of(result.normal(), result.reduction(), 1, false),
          steps,
          seconds);
    }
  }

  private DartsSearch.Builder search(Stage stage, DartsSupernet supernet, int epochs) {
    if (oneIn == 1) {
      return DartsSearch.builder(supernet);
    }
    int warmUp = (int) (WARM_UP * epochs);
    stage.scale("minibatch", "256", String.valueOf(BATCH));
    stage.scale("learning rate", "0.1", String.valueOf(RATE));
    stage.scale("epochs of warm-up", "15", String.valueOf(warmUp));
    return DartsSearch.partialChannels(supernet).toBuilder()
        .learningRate(RATE, 0)
        .warmUp(warmUp);
  }

  private static void tell(Stage stage, DartsResult.Epoch epoch) {
    stage.print(
        "epoch %d: validation loss %.3f, %d skip connections in the cell, share %.3f",
        epoch.number(), epoch.validationLoss(), epoch.skips(), epoch.skipShare());
  }

  private static PaperFindings judge(
      Stage stage,
      Digits digits,
      DartsNetwork sizes,
      Architecture derived,
      int steps,
      double seconds)
      throws InterruptedException {
    TrialSearch alone = new TrialSearch(data -> sizes.space(), new RandomSearch());
    TrialSearch.Found found = alone.alone(stage, digits, derived);
    TrialSearch.Found random = alone.random(stage, digits, sizes.space(), seconds);
    List<Double> test =
        new FinalTraining(stage, digits).test(List.of(derived, random.best().architecture()));
    return new PaperFindings(
        new TrialSearch.Found(found.best(), steps, seconds).judged(test.get(0)),
        random.judged(test.get(1)));
  }

  /** With a share of the images, since a search has an epoch at least. */
  private DartsSupernet open(Stage stage, Digits digits, DartsNetwork sizes, double share) {
    Dataset training = part(digits.search().training(), share, stage.seed());
    if (share < 1) {
      stage.scale("images of an epoch", "25,000", String.valueOf(training.size()));
    }
    return DartsSupernet.builder(training, part(digits.search().validation(), share, stage.seed()))
        .sizes(sizes)
        .partialChannels(oneIn)
        .settings(Dl4jTraining.builder().batch(BATCH).build())
        .seed(stage.seed())
        .build();
  }

  private static Dataset part(Dataset all, double share, long seed) {
    int size = (int) Math.ceil(share * all.size());
    return all.sample(Math.max(BATCH, size), new SplittableRandom(seed));
  }

  /** How often the search may go through all images in the time that it has. */
  private double passes(Stage stage, Digits digits, DartsNetwork sizes)
      throws InterruptedException {
    try (DartsSupernet supernet = open(stage, digits, sizes, 1)) {
      double[] shares = new double[supernet.edges() * (1 + DartsOperation.values().length)];
      double slope = 0;
      for (int i = 0; i < MEASURED; i++) {
        double start = stage.elapsed();
        supernet.slope(MixedNetwork.Part.TRAINING, shares);
        slope = stage.elapsed() - start;
      }
      double left = stage.searchSeconds() - stage.elapsed();
      return left / (MARGIN * slope * slopes * supernet.batches());
    }
  }
}
