package org.nas4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;

/**
 * The data of {@link Quickstart}.
 *
 * @param origin where they come from, for people
 * @param search training and validation data of the search, standardised by the training data
 * @param all training and validation data together, to train the finalists on, standardised by themselves
 * @param test what the finalists are judged by, standardised as {@code all}
 */
record Digits(String origin, Split search, Dataset all, SealedTest test) {

  private static final int TEST_DRAWINGS = 2_000;

  static Digits of(QuickstartOptions options) throws IOException {
    if (options.download()) {
      new MnistDownload(MnistDownload.DEFAULT_SOURCE).into(options.data().orElseThrow());
    }
    return of(options.data(), options.trainSize(), options.seed());
  }

  /** MNIST of a folder, or drawings without one; a fifth as many images as for training are for validation. */
  static Digits of(Optional<Path> folder, int trainSize, long seed) throws IOException {
    int wanted = Math.addExact(trainSize, trainSize / 5);
    if (folder.isEmpty()) {
      Dataset drawn = dataset(DrawnDigits.draw(wanted, seed));
      Dataset test = dataset(DrawnDigits.draw(TEST_DRAWINGS, ~seed));
      return of("digits that this program draws", drawn, test, wanted, seed);
    }
    Dataset training = Idx.training(folder.get());
    return of("MNIST in " + folder.get(), training, Idx.test(folder.get()), wanted, seed);
  }

  private static Digits of(String origin, Dataset given, Dataset test, int wanted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Dataset all = given.sample(wanted, random);
    Split search = all.split(Math.max(1, all.size() / 6), random).standardised();
    Standardisation figures = Standardisation.fit(all);
    return new Digits(origin, search, figures.apply(all), new SealedTest(figures.apply(test)));
  }

  private static Dataset dataset(DrawnDigits digits) {
    Shape shape = Shape.image(1, DrawnDigits.SIZE, DrawnDigits.SIZE);
    int values = DrawnDigits.SIZE * DrawnDigits.SIZE;
    float[][] rows = new float[digits.labels().length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(digits.pixels(), i * values, (i + 1) * values));
    return Dataset.of(shape, DrawnDigits.CLASSES, rows, digits.labels());
  }

  Shape shape() {
    return all.shape();
  }

  int classes() {
    return all.classes();
  }
}
