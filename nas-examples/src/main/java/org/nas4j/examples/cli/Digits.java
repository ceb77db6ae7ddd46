package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;

/**
 * Digits for a search, and the test data that its finalists are judged by.
 *
 * @param origin where they come from, for people
 * @param search training and validation data of the search, standardised by the training data
 * @param all training and validation data together, to train the finalists on, standardised by
 *     themselves
 * @param test what the finalists are judged by, standardised as {@code all}
 */
public record Digits(String origin, Split search, Dataset all, SealedTestData test) {

  /**
   * Images of a folder, or drawings of digits without one; where there are fewer, both parts keep
   * their shares.
   */
  public static Digits of(Optional<Path> folder, int training, int validation, long seed)
      throws IOException {
    int wanted = Math.addExact(training, validation);
    ImageSource source =
        folder.isPresent() ? ImageSource.in(folder.get()) : ImageSource.drawn(wanted, seed);
    SplittableRandom random = new SplittableRandom(seed);
    Dataset all = source.training().sample(wanted, random);
    Split search = all.split(part(all.size(), validation, wanted), random).standardised();
    Standardisation figures = Standardisation.fit(all);
    return new Digits(
        source.origin(),
        search,
        figures.apply(all),
        new SealedTestData(figures.apply(source.test())));
  }

  private static int part(int all, int validation, int wanted) {
    return (int) Math.max(1, (long) all * validation / wanted);
  }

  public Shape shape() {
    return all.shape();
  }

  public int classes() {
    return all.classes();
  }
}
