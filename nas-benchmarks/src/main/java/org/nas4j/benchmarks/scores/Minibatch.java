package org.nas4j.benchmarks.scores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Standardisation;

/** A few images of CIFAR-10, made smaller by the means of squares of pixels. */
final class Minibatch {

  private Minibatch() {}

  /**
   * Draws.
   *
   * @param file in the binary form of CIFAR-10
   * @param size how many images
   * @param side rows and columns they are brought to, a divisor of 32
   * @return one row of {@code [3, side, side]} values an image, standardised
   */
  static float[][] draw(Path file, int size, int side, RandomGenerator random) throws IOException {
    Dataset images = Cifar.cifar10(file).sample(size, random);
    Dataset standardised = Standardisation.fit(images).apply(images);
    float[][] rows = new float[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = smaller(standardised.values(i), side);
    }
    return rows;
  }

  private static float[] smaller(float[] image, int side) {
    int factor = TopologyNetwork.SIDE / side;
    float[] small = new float[image.length / (factor * factor)];
    for (int i = 0; i < image.length; i++) {
      int row = i / TopologyNetwork.SIDE / factor;
      int column = i % TopologyNetwork.SIDE / factor;
      small[row * side + column] += image[i] / (factor * factor);
    }
    return small;
  }
}
