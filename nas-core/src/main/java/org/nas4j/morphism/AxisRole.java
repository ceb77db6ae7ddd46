package org.nas4j.morphism;

import java.util.List;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.SeparableConvolution;

/** What an axis of a weight array runs over. */
enum AxisRole {
  /** The channels that the layer makes. */
  MADE,
  /** The channels that the layer reads and sums over. */
  READ,
  /** The channels that the layer treats one by one. */
  CARRIED,
  /** Anything else: rows, columns, parts that never change their size. */
  OTHER;

  /** The roles of the first axes of one of a layer's arrays; those that are left are {@link #OTHER}. */
  static List<AxisRole> of(Layer layer, String array) {
    if (layer instanceof BatchNormalization || layer instanceof DepthwiseConvolution) {
      return List.of(CARRIED);
    } else if (layer instanceof SeparableConvolution && array.equals("depthwise")) {
      return List.of(CARRIED);
    } else if (layer instanceof FactorizedReduction) {
      return List.of(OTHER, READ);
    } else if (layer instanceof Convolution convolution && convolution.groups() > 1) {
      return List.of();
    }
    return array.equals("bias") ? List.of(MADE) : List.of(MADE, READ);
  }
}
