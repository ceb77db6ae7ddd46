package org.nas4j.examples.enas;

import java.io.IOException;
import java.util.SplittableRandom;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.examples.cli.ImageSource;
import org.nas4j.examples.cli.SealedTestData;

/**
 * The data of {@link EnasImages}, standardised by the training data.
 *
 * @param origin where they come from, for people
 * @param search training data of the search, a part of {@code training}
 * @param training what the derived networks are trained on
 * @param validation what everything is chosen by
 * @param test what the derived networks are judged by, once
 */
record EnasData(
    String origin, Dataset search, Dataset training, Dataset validation, SealedTestData test) {

  static EnasData of(EnasOptions options) throws IOException {
    int wanted = Math.addExact(options.trainSize(), options.validationSize());
    ImageSource source = options.data().isPresent()
        ? ImageSource.in(options.data().get())
        : ImageSource.drawn(wanted, options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    int most = source.training().size() / 4;
    Split split = source.training().split(Math.min(options.validationSize(), most), random);
    Standardisation figures = Standardisation.fit(split.training());
    Dataset training = figures.apply(split.training());
    return new EnasData(
        source.origin(),
        training.sample(options.trainSize(), random),
        training,
        figures.apply(split.validation()),
        new SealedTestData(figures.apply(source.test())));
  }
}
