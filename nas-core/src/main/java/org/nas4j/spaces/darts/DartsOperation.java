package org.nas4j.spaces.darts;

import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;
import org.nas4j.internal.spaces.CellLayers;

/** The operations of DARTS' edges (liu2019darts, section 3.1), in the order of its code. */
public enum DartsOperation {
  /** Nothing: its share of an edge is no signal at all. Never part of a cell. */
  NONE {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      throw new IllegalArgumentException("[NONE] is no operation of a cell.");
    }
  },
  /** 3×3 maximum pooling. */
  MAX_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.add(name + "/pool", Pooling.max(Window.square(3).stride(stride)), state);
    }
  },
  /** 3×3 average pooling. */
  AVERAGE_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return cell.add(name + "/pool", Pooling.average(Window.square(3).stride(stride)), state);
    }
  },
  /** The state as it is; a factorized reduction where it is halved. */
  SKIP {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return stride == 1 ? state : cell.block(name, new FactorizedReduction(cell.filters()), state);
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
  /** 3×3 separable convolution, dilated by 2. */
  DILATED_3X3 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return dilated(cell, name, state, 3, stride);
    }
  },
  /** 5×5 separable convolution, dilated by 2. */
  DILATED_5X5 {
    @Override
    String apply(CellLayers cell, String name, String state, int stride) {
      return dilated(cell, name, state, 5, stride);
    }
  };

  /** Adds the operation's layers and names the last. */
  abstract String apply(CellLayers cell, String name, String state, int stride);

  boolean isPooling() {
    return this == MAX_3X3 || this == AVERAGE_3X3;
  }

  private static String separable(
      CellLayers cell, String name, String state, int kernel, int stride) {
    Window window = Window.square(kernel);
    String x = cell.block(name + "/first", convolution(cell, window.stride(stride)), state);
    return cell.block(name + "/second", convolution(cell, window), x);
  }

  private static String dilated(
      CellLayers cell, String name, String state, int kernel, int stride) {
    Window window = Window.square(kernel).dilation(2).stride(stride);
    return cell.block(name, convolution(cell, window), state);
  }

  private static Layer convolution(CellLayers cell, Window window) {
    return SeparableConvolution.of(cell.filters(), window);
  }
}
