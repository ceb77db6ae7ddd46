package org.nas4j.spaces.enas;

import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.CellLayers;

/**
 * The operations of ENAS' micro space (pham2018enas, section 2.4), in the released code's order.
 */
public enum EnasMicroOperation {
  /** 3×3 separable convolution, twice. */
  SEPARABLE_3X3("sep3", 3),
  /** 5×5 separable convolution, twice. */
  SEPARABLE_5X5("sep5", 5),
  /** 3×3 average pooling. */
  AVERAGE_3X3("avg3", 3),
  /** 3×3 maximum pooling. */
  MAX_3X3("max3", 3),
  /** The state as it is; a factorized reduction where it is halved. */
  IDENTITY("id", 1);

  private final String key;
  private final Window window;

  EnasMicroOperation(String key, int kernel) {
    this.key = key;
    this.window = Window.square(kernel);
  }

  /** Adds the operation's layers, named by where they stand, and names the last. */
  String apply(CellLayers cell, String place, String state, int stride) {
    String name = place + "/" + key;
    return switch (this) {
      case SEPARABLE_3X3, SEPARABLE_5X5 -> {
        String x = cell.block(
            name + "/first", SeparableConvolution.of(cell.filters(), window.stride(stride)), state);
        yield cell.block(name + "/second", SeparableConvolution.of(cell.filters(), window), x);
      }
      case AVERAGE_3X3 -> cell.add(name, Pooling.average(window.stride(stride)), state);
      case MAX_3X3 -> cell.add(name, Pooling.max(window.stride(stride)), state);
      case IDENTITY ->
        stride == 1 ? state : cell.block(name, new FactorizedReduction(cell.filters()), state);
    };
  }
}
