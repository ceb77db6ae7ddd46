package org.nas4j.morphism.cell;

import java.util.List;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Window;
import org.nas4j.morphism.LayerOrder;

/**
 * What stands on an edge of a cell (cai2018pathlevel, section 4.1). The first seven are the choices
 * of a search; the others are what a cell starts from.
 */
public enum CellOperation {
  /** Depthwise-separable 3×3 convolution. */
  SEPARABLE_3(3),
  /** Depthwise-separable 5×5 convolution. */
  SEPARABLE_5(5),
  /** Depthwise-separable 7×7 convolution. */
  SEPARABLE_7(7),
  /** 1×1 convolution. */
  CONVOLUTION_1(1),
  /** Passes its input on, for good. */
  IDENTITY(0),
  /** Maximum pooling, 3×3. */
  MAX_POOLING_3(3),
  /** Average pooling, 3×3; the border does not count. */
  AVERAGE_POOLING_3(3),
  /** 3×3 convolution, which only a search from random weights may choose. */
  CONVOLUTION_3(3),
  /** 3×3 convolution of several groups, which a search starts from. */
  GROUPED_3(3),
  /** Passes its input on until it is decided what it becomes. */
  UNDECIDED(0);

  /** The seven choices of a search. */
  public static final List<CellOperation> CHOICES = List.of(
      SEPARABLE_3,
      SEPARABLE_5,
      SEPARABLE_7,
      CONVOLUTION_1,
      IDENTITY,
      MAX_POOLING_3,
      AVERAGE_POOLING_3);

  private final int kernel;

  CellOperation(int kernel) {
    this.kernel = kernel;
  }

  /**
   * Whether it has weights, so that normalization and ReLU stand with it.
   *
   * @return false for poolings and identities
   */
  public boolean hasWeights() {
    return !isIdentity() && !isPooling();
  }

  /**
   * Whether it pools.
   *
   * @return true for poolings, which are never the identity
   */
  public boolean isPooling() {
    return this == MAX_POOLING_3 || this == AVERAGE_POOLING_3;
  }

  boolean isIdentity() {
    return this == IDENTITY || this == UNDECIDED;
  }

  /** Whether copies that are concatenated are given a part of the channels each. */
  boolean isSplit() {
    return this != CONVOLUTION_3 && this != CONVOLUTION_1 && !isSeparable();
  }

  private boolean isSeparable() {
    return this == SEPARABLE_3 || this == SEPARABLE_5 || this == SEPARABLE_7;
  }

  /**
   * The layer that replaces an identity.
   *
   * @param channels of the identity
   * @return without normalization and ReLU
   */
  Layer layer(int channels) {
    return switch (this) {
      case SEPARABLE_3, SEPARABLE_5, SEPARABLE_7 ->
        SeparableConvolution.of(channels, Window.square(kernel));
      case CONVOLUTION_1, CONVOLUTION_3 -> Convolution.of(channels, Window.square(kernel));
      case MAX_POOLING_3 -> Pooling.max(Window.square(kernel));
      case AVERAGE_POOLING_3 -> Pooling.average(Window.square(kernel));
      case IDENTITY, UNDECIDED -> new Identity();
      case GROUPED_3 ->
        throw new IllegalArgumentException(
            "A cell may start from a grouped convolution, but none takes the place of an identity.");
    };
  }

  /** The nodes that it stands on, first to last, if its own is of that name. */
  List<String> nodes(String name, LayerOrder order) {
    return (hasWeights() ? order : LayerOrder.BARE).nodes(name);
  }
}
