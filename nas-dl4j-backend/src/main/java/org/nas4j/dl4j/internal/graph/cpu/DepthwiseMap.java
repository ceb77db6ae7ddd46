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
  private final int strideHeight;
  private final float[][] phases;
  private final float[][] gradients;
  /** Copies of the phases, by phase of the rows, then by column of the window. */
  private final float[][][] moved;
  /**
   * Copies of a gradient, by phase of the rows, then by row of the window in it; zeros before and
   * behind it.
   */
  private final float[][][] lowered;
  /** What the gradient of the kernel is a sum of, by place in the window. */
  private final float[][] products;

  private final float[] sums;
  private final float[] shifted;
  private final float[] wide;

  DepthwiseMap(Patches patches) {
    this.patches = patches;
    this.height = patches.rows().kernel();
    this.width = patches.columns().kernel();
    this.strideHeight = patches.rows().stride();
    this.phases = patches.room();
    this.gradients = patches.room();
    int length = phases[0].length;
    this.moved = new float[strideHeight][width][length];
    this.lowered = new float[strideHeight][patches.rows().more() + 1][length];
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
      float[] factors = Arrays.copyOfRange(kernel, row * width, (row + 1) * width);
      Vectors.sumScaled(sums, moved[row % strideHeight], factors, from, from + length);
      System.arraycopy(sums, from, shifted, 0, length);
      Vectors.add(wide, shifted, 0, length);
    }
    patches.narrow(wide, result);
  }

  private void move(float[] map) {
    patches.split(map, phases);
    for (int row = 0; row < strideHeight; row++) {
      for (int column = 0; column < width; column++) {
        float[] phase = phases[patches.phase(row, column)];
        System.arraycopy(
            phase, patches.right(column), moved[row][column], 0, patches.phaseLength());
      }
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
      float[] low = lowered[row % strideHeight][row / strideHeight];
      System.arraycopy(wide, 0, low, from, wide.length);
      for (int column = 0; column < width; column++) {
        float[] values = moved[row % strideHeight][column];
        Vectors.addProducts(products[row * width + column], values, low, from, from + wide.length);
      }
    }
    for (float[] each : gradients) {
      Arrays.fill(each, 0);
    }
    for (int rows = 0; rows < Math.min(strideHeight, height); rows++) {
      for (int column = 0; column < width; column++) {
        back(kernel, rows, column);
      }
    }
    patches.join(gradients, result);
  }

  /** The part of a map's gradient that a column of the window yields in a phase of the rows. */
  private void back(float[] kernel, int rows, int column) {
    int length = patches.phaseLength();
    float[] factors = new float[(height - rows + strideHeight - 1) / strideHeight];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = kernel[(rows + i * strideHeight) * width + column];
    }
    Vectors.sumScaled(sums, lowered[rows], factors, 0, length);
    int right = patches.right(column);
    System.arraycopy(sums, 0, shifted, right, length);
    Vectors.add(gradients[patches.phase(rows, column)], shifted, right, right + length);
  }

  /** The gradient of a place of the kernel, from all maps since {@link #begin}. */
  float ofKernel(int place) {
    return (float) Vectors.total(products[place], products[place].length);
  }
}
