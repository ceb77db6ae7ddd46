package org.nas4j.examples.cli;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;

/**
 * Digits that this program draws itself, so that no example needs a download: strokes of varying
 * width, turned, stretched, slanted, shifted and noisy. Harder than they look, since a stroke's end
 * may vanish in the noise.
 *
 * @param pixels {@code [count, 1, 28, 28]} in one row, from 0 (paper) to 1 (ink)
 * @param labels the digit of each image
 */
public record DrawnDigits(float[] pixels, int[] labels) {

  public static final int SIZE = 28;
  public static final int CLASSES = 10;

  /** Corners of each digit's strokes in a square of side 1, x to the right and y down. */
  private static final double[][][] STROKES = {
    {{.5, 0, .85, .2, .85, .8, .5, 1, .15, .8, .15, .2, .5, 0}},
    {{.3, .2, .55, 0, .55, 1}},
    {{.15, .2, .45, 0, .8, .15, .8, .4, .15, 1, .85, 1}},
    {{.15, .05, .8, .05, .45, .4, .8, .6, .75, .9, .45, 1, .15, .9}},
    {{.65, 1, .65, 0, .1, .7, .9, .7}},
    {{.8, 0, .2, 0, .2, .45, .6, .4, .85, .65, .65, .95, .15, 1}},
    {{.75, 0, .3, .35, .15, .75, .45, 1, .8, .8, .7, .5, .2, .6}},
    {{.15, 0, .85, 0, .4, 1}, {.3, .5, .75, .5}},
    {{.5, .45, .2, .25, .5, 0, .8, .25, .5, .45, .15, .75, .5, 1, .85, .75, .5, .45}},
    {{.8, .4, .3, .5, .2, .2, .55, 0, .8, .2, .8, .4, .6, 1}},
  };

  /** {@code [1, 28, 28]}: one channel. */
  public static Shape.Image shape() {
    return Shape.image(1, SIZE, SIZE);
  }

  /**
   * Draws digits, each equally often.
   *
   * @param count how many
   * @param seed equal seeds draw equal digits
   * @return images and labels in random order
   */
  public static DrawnDigits draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[count * SIZE * SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int label = labels[i];
      labels[i] = labels[j];
      labels[j] = label;
    }
    for (int i = 0; i < count; i++) {
      draw(STROKES[labels[i]], pixels, i * SIZE * SIZE, random);
    }
    return new DrawnDigits(pixels, labels);
  }

  /** The drawings as labelled images. */
  public Dataset dataset() {
    int values = SIZE * SIZE;
    float[][] rows = new float[labels.length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(pixels, i * values, (i + 1) * values));
    return Dataset.of(shape(), CLASSES, rows, labels);
  }

  private static void draw(
      double[][] strokes, float[] pixels, int offset, SplittableRandom random) {
    double angle = random.nextDouble(-.35, .35);
    double width = random.nextDouble(9, 16);
    double height = random.nextDouble(14, 20);
    double slant = random.nextDouble(-.25, .25);
    double centreX = SIZE / 2.0 + random.nextDouble(-3, 3);
    double centreY = SIZE / 2.0 + random.nextDouble(-3, 3);
    double pen = random.nextDouble(.8, 1.8);
    double ink = random.nextDouble(.6, 1);
    double noise = random.nextDouble(.05, .25);
    double[][] placed = new double[strokes.length][];
    for (int s = 0; s < strokes.length; s++) {
      placed[s] = new double[strokes[s].length];
      for (int k = 0; k < strokes[s].length; k += 2) {
        double y = (strokes[s][k + 1] - .5) * height + random.nextDouble(-.7, .7);
        double x = (strokes[s][k] - .5) * width - slant * y + random.nextDouble(-.7, .7);
        placed[s][k] = centreX + x * Math.cos(angle) - y * Math.sin(angle);
        placed[s][k + 1] = centreY + x * Math.sin(angle) + y * Math.cos(angle);
      }
    }
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double distance = distance(placed, column + .5, row + .5);
        double value = ink * Math.max(0, Math.min(1, pen + .5 - distance));
        double noisy = value + noise * random.nextGaussian();
        pixels[offset + row * SIZE + column] = (float) Math.max(0, Math.min(1, noisy));
      }
    }
  }

  /** Distance of a point to the nearest stroke. */
  private static double distance(double[][] strokes, double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (double[] stroke : strokes) {
      for (int k = 0; k + 3 < stroke.length; k += 2) {
        double dx = stroke[k + 2] - stroke[k];
        double dy = stroke[k + 3] - stroke[k + 1];
        double along =
            ((x - stroke[k]) * dx + (y - stroke[k + 1]) * dy) / Math.max(1e-9, dx * dx + dy * dy);
        double t = Math.max(0, Math.min(1, along));
        nearest = Math.min(nearest, Math.hypot(x - stroke[k] - t * dx, y - stroke[k + 1] - t * dy));
      }
    }
    return nearest;
  }
}
