package org.nas4j.spaces.nasnet;

import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.CellLayers;

/**
 * The operations of NASNet's cells (Zoph et al. 2018, section 3; zoph2018nasnet), in the paper's
 * order.
 */
public enum NasnetOperation {
  /** The state as it is; a strided 1×1 convolution where it is halved. */
  IDENTITY {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return stride == 1 ? state : cell.convolution(name, Window.square(1).stride(stride), state);
    }
  },
  /** 1×3, then 3×1 convolution. */
  CONVOLUTION_1X3_3X1 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return factorized(cell, name, state, 3, stride);
    }
  },
  /** 1×7, then 7×1 convolution. */
  CONVOLUTION_1X7_7X1 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return factorized(cell, name, state, 7, stride);
    }
  },
  /** 3×3 convolution, dilated by 2. */
  DILATED_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.convolution(name, Window.square(3).dilation(2).stride(stride), state);
    }
  },
  /** 3×3 average pooling. */
  AVERAGE_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.add(name + "/pool", Pooling.average(Window.square(3).stride(stride)), state);
    }
  },
  /** 3×3 maximum pooling. */
  MAX_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return max(cell, name, state, 3, stride);
    }
  },
  /** 5×5 maximum pooling. */
  MAX_5X5 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return max(cell, name, state, 5, stride);
    }
  },
  /** 7×7 maximum pooling. */
  MAX_7X7 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return max(cell, name, state, 7, stride);
    }
  },
  /** 1×1 convolution. */
  CONVOLUTION_1X1 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.convolution(name, Window.square(1).stride(stride), state);
    }
  },
  /** 3×3 convolution. */
  CONVOLUTION_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.convolution(name, Window.square(3).stride(stride), state);
    }
  },
  /** 3×3 separable convolution, twice. */
  SEPARABLE_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return separable(cell, name, state, 3, stride);
    }
  },
  /** 5×5 separable convolution, twice. */
  SEPARABLE_5X5 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return separable(cell, name, state, 5, stride);
    }
  },
  /** 7×7 separable convolution, twice. */
  SEPARABLE_7X7 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return separable(cell, name, state, 7, stride);
    }
  };

  /** Adds the operation's layers and names the last. */
  abstract String apply(CellLayers cell, String name, String state, int stride);

  private static String factorized(
      CellLayers cell, String name, String state, int kernel, int stride) {
    String x = cell.convolution(name + "/row", Window.of(1, kernel).stride(1, stride), state);
    return cell.convolution(name + "/column", Window.of(kernel, 1).stride(stride, 1), x);
  }

  private static String max(CellLayers cell, String name, String state, int kernel, int stride) {
    return cell.add(name + "/pool", Pooling.max(Window.square(kernel).stride(stride)), state);
  }

  private static String separable(
      CellLayers cell, String name, String state, int kernel, int stride) {
    Window window = Window.square(kernel);
    String x = cell.block(
        name + "/first", SeparableConvolution.of(cell.filters(), window.stride(stride)), state);
    return cell.block(name + "/second", SeparableConvolution.of(cell.filters(), window), x);
  }
}
