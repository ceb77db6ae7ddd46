package org.nas4j.benchmarks.supernet;

import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;

/** Images of one channel and ten classes, each a little brighter than the one before it. */
final class Noise {

  private static final int CLASSES = 10;

  private Noise() {}

  static Dataset images(int side, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[count][side * side];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      for (int j = 0; j < images[i].length; j++) {
        images[i][j] = random.nextFloat() + labels[i] * 0.1f;
      }
    }
    return Dataset.of(Shape.image(1, side, side), CLASSES, images, labels);
  }
}
