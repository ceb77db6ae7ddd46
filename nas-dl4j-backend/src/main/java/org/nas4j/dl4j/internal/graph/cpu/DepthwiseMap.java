package org.nas4j.dl4j.internal.graph.cpu;

import java.util.Arrays;

/**
 * The depthwise convolution of one map after the other, and the memory for it. A map is copied once
 * for each column of the window, moved so that the column meets it, and a gradient once for each
 * row; then all products are of values at the same index. An object goes forward or backward, not
 * both. For one thread.
 */
final class DepthwiseMap {

  private final Patches patches;
  private final int height;
  private final int width;
  private final float[][] phases;
  private final float[][] gradients;
  /** Copies of the phases, by phase of the rows and column of the window. */
  private final float[][] moved;
  /** Copies of a gradient, by row of the window; zeros before and behind it. */
  private final float[][] lowered;
  /** What the gradient of the kernel is a sum of, by place in the window. */
  private final float[][] products;

  private final float[] sums;
  private final float[] shifted;
  private final float[] wide;

  DepthwiseMap(Patches patches) {
    this.patches = patches;
    this.height = patches.rows().kernel();
    this.width = patches.columns().kernel();
    this.phases = patches.room();
    this.gradients = patches.room();
    int length = phases[0].length;
    this.moved = new float[patches.rows().stride() * width][length];
    this.lowered = new float[height][length];
    this.products = new float[height * width][length];
    this.sums = new float[length];
    this.shifted = new float[length];
    this.wide = new float[patches.length()];
  }

  /** Computes the result for a map. */
  void forward(float[] map, float[] kernel, float[] result) {
    int length = patches.length();
    move(map);
    Arrays.fill(wide, 0);
    for (int row = 0; row < height; row++) {
      int from = patches.down(row);
      Arrays.fill(sums, from, from + length, 0);
      int first = row % patches.rows().stride() * width;
      Vectors.addScaled(sums, moved, first, 1, kernel, row * width, 1, width, from, from + length);
      System.arraycopy(sums, from, shifted, 0, length);
      Vectors.add(wide, shifted, 0, length);
    }
    patches.narrow(wide, result);
  }

  private void move(float[] map) {
    patches.split(map, phases);
    for (int i = 0; i < moved.length; i++) {
      float[] phase = phases[patches.phase(i / width, i % width)];
      System.arraycopy(phase, patches.right(i % width), moved[i], 0, patches.phaseLength());
    }
  }

  /** Begins to sum up the gradient of a kernel. */
  void begin() {
    for (float[] each : products) {
      Arrays.fill(each, 0);
    }
  }

  /** Adds a map to the gradient of the kernel, and computes the map's own gradient. */
  void backward(float[] map, float[] kernel, float[] gradient, float[] result) {
    move(map);
    patches.widen(gradient, wide);
    for (int row = 0; row < height; row++) {
      int from = patches.down(row);
      System.arraycopy(wide, 0, lowered[row], from, wide.length);
      for (int column = 0; column < width; column++) {
        float[] values = moved[row % patches.rows().stride() * width + column];
        Vectors.addProducts(
            products[row * width + column], values, lowered[row], from, from + wide.length);
      }
    }
    back(kernel);
    patches.join(gradients, result);
  }

  private void back(float[] kernel) {
    int length = patches.phaseLength();
    int strideHeight = patches.rows().stride();
    for (float[] each : gradients) {
      Arrays.fill(each, 0);
    }
    for (int rows = 0; rows < Math.min(strideHeight, height); rows++) {
      int count = (height - rows + strideHeight - 1) / strideHeight;
      for (int column = 0; column < width; column++) {
        Arrays.fill(sums, 0, length, 0);
        Vectors.addScaled(
            sums,
            lowered,
            rows,
            strideHeight,
            kernel,
            rows * width + column,
            strideHeight * width,
            count,
            0,
            length);
        int right = patches.right(column);
        System.arraycopy(sums, 0, shifted, right, length);
        Vectors.add(gradients[patches.phase(rows, column)], shifted, right, right + length);
      }
    }
  }

  /** The gradient of a place of the kernel, from all maps since {@link #begin}. */
  float ofKernel(int place) {
    return (float) Vectors.total(products[place], products[place].length);
  }
}
