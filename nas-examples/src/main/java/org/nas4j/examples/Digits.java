package org.nas4j.examples;

import java.io.IOException;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
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

  static Digits of(QuickstartOptions options) throws IOException {
    int trainSize = options.trainSize();
    int wanted = Math.addExact(trainSize, trainSize / 5);
    if (options.data().isPresent() && options.download()) {
      new MnistDownload(MnistDownload.DEFAULT_SOURCE).into(options.data().get());
    }
    ImageSource source = options.data().isPresent()
        ? ImageSource.mnist(options.data().get())
        : ImageSource.drawn(wanted, options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    Dataset all = source.training().sample(wanted, random);
    Split search = all.split(Math.max(1, all.size() / 6), random).standardised();
    Standardisation figures = Standardisation.fit(all);
    return new Digits(
        source.origin(), search, figures.apply(all), new SealedTest(figures.apply(source.test())));
  }

  Shape shape() {
    return all.shape();
  }

  int classes() {
    return all.classes();
  }
}
