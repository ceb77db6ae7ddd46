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
   * Images of a folder, or drawings of digits without one; a fifth as many images as for training
   * are for validation.
   */
  public static Digits of(Optional<Path> folder, int trainSize, long seed) throws IOException {
    int wanted = Math.addExact(trainSize, trainSize / 5);
    ImageSource source =
        folder.isPresent() ? ImageSource.in(folder.get()) : ImageSource.drawn(wanted, seed);
    SplittableRandom random = new SplittableRandom(seed);
    Dataset all = source.training().sample(wanted, random);
    Split search = all.split(Math.max(1, all.size() / 6), random).standardised();
    Standardisation figures = Standardisation.fit(all);
    return new Digits(
        source.origin(),
        search,
        figures.apply(all),
        new SealedTestData(figures.apply(source.test())));
  }

  public Shape shape() {
    return all.shape();
  }

  public int classes() {
    return all.classes();
  }
}
