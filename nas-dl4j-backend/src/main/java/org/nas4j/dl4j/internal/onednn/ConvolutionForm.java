package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;

import java.util.List;
import java.util.stream.Stream;
import org.nas4j.dl4j.internal.FloatType;

/**
 * How arrays are given to a primitive of a convolution, and how it computes.
 *
 * @param type of what goes in and what comes out
 * @param in order of axes of what goes in
 * @param out of what comes out
 * @param isWinograd whether tiles of 4×4 are computed with 36 in place of 144 multiplications
 *     (lavin2016fast, F(4×4, 3×3))
 */
record ConvolutionForm(
    FloatType type, MemoryLayouts.Order in, MemoryLayouts.Order out, boolean isWinograd) {

  private static final List<MemoryLayouts.Order> ORDERS = List.of(
      MemoryLayouts.Order.BLOCKED, MemoryLayouts.Order.CHANNELS_LAST, MemoryLayouts.Order.PLAIN);

  static ConvolutionForm winograd() {
    return new ConvolutionForm(
        FloatType.FLOAT32, MemoryLayouts.Order.BLOCKED, MemoryLayouts.Order.BLOCKED, true);
  }

  /** Directly computed ones, with the same order before and after, the best first. */
  static Stream<ConvolutionForm> alike(FloatType type) {
    return ORDERS.stream().map(order -> new ConvolutionForm(type, order, order, false));
  }

  /** For a network's input of few channels, which is read as it is. */
  static ConvolutionForm fromPixels(FloatType type) {
    return new ConvolutionForm(type, MemoryLayouts.Order.PLAIN, MemoryLayouts.Order.BLOCKED, false);
  }

  /** oneDNN's number of it. */
  int algorithm() {
    return isWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct;
  }
}
