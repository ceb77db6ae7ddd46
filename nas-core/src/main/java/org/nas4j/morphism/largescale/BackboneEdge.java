package org.nas4j.morphism.largescale;

/**
 * An edge of the backbone with the vertex behind it.
 *
 * @param id the number of the mutation that inserted it, from 1: what its nodes are named by
 * @param channels of its convolution; 0 for a one-to-one connection
 * @param rows of the kernel, odd
 * @param columns of the kernel, odd
 * @param halvings the logarithm of the stride to base 2
 * @param active whether the vertex is normalized and rectified, not linear
 */
record BackboneEdge(int id, int channels, int rows, int columns, int halvings, boolean active) {

  private static final int KERNEL = 3;

  static BackboneEdge convolution(int id, int channels, int halvings, boolean active) {
    return new BackboneEdge(id, channels, KERNEL, KERNEL, halvings, active);
  }

  static BackboneEdge oneToOne(int id, boolean active) {
    return new BackboneEdge(id, 0, 1, 1, 0, active);
  }

  boolean isConvolution() {
    return channels > 0;
  }

  int channelsOf(int input) {
    return isConvolution() ? channels : input;
  }

  BackboneEdge withChannels(int count) {
    return new BackboneEdge(id, count, rows, columns, halvings, active);
  }

  BackboneEdge withHalvings(int count) {
    return new BackboneEdge(id, channels, rows, columns, count, active);
  }

  BackboneEdge withKernel(KernelSide side, int size) {
    return side == KernelSide.ROWS
        ? new BackboneEdge(id, channels, size, columns, halvings, active)
        : new BackboneEdge(id, channels, rows, size, halvings, active);
  }

  int kernel(KernelSide side) {
    return side == KernelSide.ROWS ? rows : columns;
  }

  long parameters(int input) {
    long norm = active ? 2L * channelsOf(input) : 0;
    long bias = active ? 0 : channels;
    return (long) rows * columns * input * channels + bias + norm;
  }
}
