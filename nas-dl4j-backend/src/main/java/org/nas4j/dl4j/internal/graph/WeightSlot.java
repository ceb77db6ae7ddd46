package org.nas4j.dl4j.internal.graph;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights of one layer of the graph, and where they lie. Their first values are drawn in the order of the
 * architecture's own layout, {@code [outputs, inputs of each, kernelHeight, kernelWidth]}, so that they do not depend on
 * the layout that the graph likes.
 *
 * @param vertex name in the graph
 * @param layout how the graph arranges them
 * @param outputs number of maps or units that come out
 * @param inputs number of maps or units that feed each of them
 * @param kernelHeight rows, 1 if dense
 * @param kernelWidth columns, 1 if dense
 * @param gain variance of a weight times its fan-in: 2 before a rectifier (He et al. 2015), 1 before a softmax
 */
record WeightSlot(
    String vertex,
    Layout layout,
    int outputs,
    int inputs,
    int kernelHeight,
    int kernelWidth,
    double gain) {

  static final double RECTIFIED = 2;
  static final double LINEAR = 1;

  /** Arrangements of weights in the graph. */
  enum Layout {
    /** {@code [outputs, inputs, kernelHeight, kernelWidth]}. */
    CONVOLUTION,
    /** {@code [kernelHeight, kernelWidth, channels, outputs / channels]}. */
    DEPTHWISE,
    /** {@code [inputs, outputs]}. */
    DENSE
  }

  /** First values, normally distributed, in the graph's layout. */
  INDArray draw(RandomGenerator random, long[] graphShape) {
    float[] values = new float[outputs * inputs * kernelHeight * kernelWidth];
    double deviation = Math.sqrt(gain / ((double) inputs * kernelHeight * kernelWidth));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return arranged(values, graphShape);
  }

  private INDArray arranged(float[] values, long[] graphShape) {
    return switch (layout) {
      case CONVOLUTION -> Nd4j.create(values, graphShape, 'c');
      case DENSE -> Nd4j.create(values, new long[] {outputs, inputs}, 'c').transpose();
      case DEPTHWISE ->
        Nd4j.create(
                values,
                new long[] {graphShape[2], graphShape[3], graphShape[0], graphShape[1]},
                'c')
            .permute(2, 3, 0, 1);
    };
  }
}
