package org.nas4j.images;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nas4j.data.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether images are of the same class in a mirror, learned from the images: a small network is
 * trained on them as they are, and judged by others as they are and mirrored. Digits, letters and
 * arrows to the left are mistaken in a mirror; animals are not.
 *
 * <p>No paper's method. It is asked before a long training: mirror images that keep the class are
 * more images to learn from, and those that change it are mistakes.
 */
public final class MirrorImages {

  private static final Logger LOG = LoggerFactory.getLogger(MirrorImages.class);

  private static final int PART = 50;
  private static final int MOST_JUDGES = 1_000;

  /** Share of the images that may be lost in the mirror by a whim of the short training. */
  private static final double NEGLIGIBLE = 0.02;

  private static final double STANDARD_ERRORS = 2;

  private MirrorImages() {}

  /**
   * Trains the cheapest network that a search may start with, without mirror images, for a fiftieth
   * of the search's time or steps, which comes on top of them.
   *
   * @param search its images, settings and seed
   * @param unseen images that are not among those to train on, of which a thousand judge at most
   * @return whether no more of them are mistaken in the mirror than by chance: 2 % and two standard
   *     errors. Where the network has not learned to tell the classes, colour decides: gray images
   *     are often of digits or letters
   * @throws InterruptedException if the thread was interrupted
   */
  public static boolean areHarmless(GrowingSearch search, Dataset unseen)
      throws InterruptedException {
    GrowingSearch.Components settings = search.components();
    Dataset judges = unseen.sample(MOST_JUDGES, new SplittableRandom(settings.seed()));
    GrowingSearch.Builder probe = GrowingSearch.builder(search.starts().get(0))
        .training(search.training())
        .validation(judges)
        .policy(GrowthPolicy.none())
        .settings(search.recipe().toBuilder().mirrorImages(false).build())
        .threads(settings.threads())
        .seed(settings.seed());
    settings.time().ifPresent(time -> probe.within(time.dividedBy(PART)));
    settings.steps().ifPresent(steps -> probe.steps(Math.max(1, steps / PART)));
    TrainedNetwork network = probe.build().run().network();
    boolean[] right = right(network.probabilities(judges), judges);
    boolean[] rightInMirror = right(network.probabilitiesInMirror(judges), judges);
    boolean harmless = hasLearned(right, judges)
        ? !isWorse(right, rightInMirror)
        : judges.shape().channels() > 1;
    LOG.info(
        "Of {} images {} are recognized, and {} in the mirror: mirror images are {}.",
        right.length,
        count(right),
        count(rightInMirror),
        harmless ? "trained on" : "left out");
    return harmless;
  }

  private static boolean[] right(float[][] probabilities, Dataset data) {
    boolean[] right = new boolean[data.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = Scores.predicted(probabilities[i], 0, data.classes()) == data.label(i);
    }
    return right;
  }

  private static int count(boolean... right) {
    int count = 0;
    for (boolean each : right) {
      count += each ? 1 : 0;
    }
    return count;
  }

  /** More than by always naming the most frequent class. */
  private static boolean hasLearned(boolean[] right, Dataset data) {
    int[] sizes = new int[data.classes()];
    for (int i = 0; i < data.size(); i++) {
      sizes[data.label(i)]++;
    }
    double share = (double) Arrays.stream(sizes).max().orElseThrow() / data.size();
    double error = Math.sqrt(data.size() * share * (1 - share));
    return count(right) > data.size() * share + STANDARD_ERRORS * error;
  }

  /** By the images of which only one of the two is recognized (McNemar 1947). */
  private static boolean isWorse(boolean[] right, boolean... rightInMirror) {
    int lost = 0;
    int gained = 0;
    for (int i = 0; i < right.length; i++) {
      lost += right[i] && !rightInMirror[i] ? 1 : 0;
      gained += !right[i] && rightInMirror[i] ? 1 : 0;
    }
    return lost - gained
        > Math.max(NEGLIGIBLE * right.length, STANDARD_ERRORS * Math.sqrt(lost + gained));
  }
}
