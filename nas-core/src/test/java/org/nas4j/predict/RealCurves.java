package org.nas4j.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nas4j.internal.testdata.SharedData;

/**
 * 265 curves of validation error of convolutional networks on CIFAR-10 over 40 epochs, with five
 * hyper-parameters each, as accuracies (the data of klein2017curves). They lie outside the project.
 */
final class RealCurves {

  static final int STEPS = 40;

  private static final int HYPER_PARAMETERS = 5;
  private static final String FILE = "curves/cnn-cifar10-error-curves.csv";

  private RealCurves() {}

  /** All, in an order that the seed gives; the test is skipped where they are absent. */
  static List<LearningCurve> shuffled(long seed) {
    Path file = SharedData.path(FILE);
    try {
      List<LearningCurve> curves = new ArrayList<>(
          Files.readAllLines(file).stream().skip(1).map(RealCurves::curve).toList());
      shuffle(curves, seed);
      return curves;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void shuffle(List<LearningCurve> curves, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = curves.size() - 1; i > 0; i--) {
      Collections.swap(curves, i, random.nextInt(i + 1));
    }
  }

  private static LearningCurve curve(String line) {
    String[] cells = line.split(",");
    int first = 2 + HYPER_PARAMETERS;
    return new LearningCurve(
        IntStream.range(first, first + STEPS)
            .mapToObj(i -> 1 - Double.parseDouble(cells[i]))
            .toList(),
        IntStream.rangeClosed(1, HYPER_PARAMETERS)
            .mapToObj(i -> Double.parseDouble(cells[i]))
            .toList());
  }
}
