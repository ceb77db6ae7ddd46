package org.nas4j.spaces.enas;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;

/**
 * The operations of ENAS' macro space (pham2018enas, section 2.3), in the released code's order.
 */
public enum EnasMacroOperation {
  /** 3×3 convolution. */
  CONVOLUTION_3X3("conv3", 3),
  /** 3×3 separable convolution. */
  SEPARABLE_3X3("sep3", 3),
  /** 5×5 convolution. */
  CONVOLUTION_5X5("conv5", 5),
  /** 5×5 separable convolution. */
  SEPARABLE_5X5("sep5", 5),
  /** 3×3 average pooling. */
  AVERAGE_3X3("avg3", 3),
  /** 3×3 maximum pooling. */
  MAX_3X3("max3", 3);

  private final String key;
  private final Window window;

  EnasMacroOperation(String key, int kernel) {
    this.key = key;
    this.window = Window.square(kernel);
  }

  /**
   * A 1×1 convolution to the layer's filters, then the operation, each convolution normalized and
   * rectified.
   */
  String apply(Architecture.Builder network, String layer, int filters, String input) {
    String name = layer + "/" + key;
    String x = block(network, name + "/in", Convolution.of(filters, Window.square(1)), input);
    return switch (this) {
      case CONVOLUTION_3X3, CONVOLUTION_5X5 ->
        block(network, name + "/out", Convolution.of(filters, window), x);
      case SEPARABLE_3X3, SEPARABLE_5X5 ->
        block(network, name + "/out", SeparableConvolution.of(filters, window), x);
      case AVERAGE_3X3 -> network.add(name + "/pool", Pooling.average(window), x);
      case MAX_3X3 -> network.add(name + "/pool", Pooling.max(window), x);
    };
  }

  private static String block(
      Architecture.Builder network, String name, Layer convolution, String input) {
    String x = network.add(name + "/conv", convolution, input);
    x = network.add(name + "/norm", BatchNormalization.DEFAULT, x);
    return network.add(name + "/relu", Activation.RELU, x);
  }
}
