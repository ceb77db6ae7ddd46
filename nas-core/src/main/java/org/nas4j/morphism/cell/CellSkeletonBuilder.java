package org.nas4j.morphism.cell;

import static java.util.Objects.requireNonNull;

import org.nas4j.arch.Shape;
import org.nas4j.internal.checks.Checks;
import org.nas4j.morphism.LayerOrder;

/** Settings of a {@link CellSkeleton}. Each setter checks at once. For one thread. */
public final class CellSkeletonBuilder {

  /** Which network. */
  enum Kind {
    CHAIN,
    DENSE,
    PYRAMID
  }

  final Kind kind;
  final Shape input;
  final int classes;
  int groups = 3;
  int blocks = 2;
  int width = 16;
  int added = 48;
  int convolutionGroups = 1;
  LayerOrder order;
  double noise;

  CellSkeletonBuilder(Kind kind, Shape input, int classes) {
    this.kind = kind;
    this.input = requireNonNull(input, "input");
    this.classes = Checks.positive(classes, "number of classes");
    this.order = kind == Kind.CHAIN ? LayerOrder.POST_ACTIVATION : LayerOrder.PRE_ACTIVATION;
  }

  /**
   * How many groups there are, each on half as many rows and columns as the one before; 3 unless
   * set.
   *
   * @param count at least 1
   * @return this
   */
  public CellSkeletonBuilder groups(int count) {
    groups = Checks.positive(count, "number of groups");
    return this;
  }

  /**
   * How many cells a group has (the papers' N); 2 unless set.
   *
   * @param count at least 1
   * @return this
   */
  public CellSkeletonBuilder blocks(int count) {
    blocks = Checks.positive(count, "number of blocks");
    return this;
  }

  /**
   * Channels of a chain's first group, growth of a DenseNet (k), channels of a PyramidNet's stem;
   * 16 unless set.
   *
   * @param channels at least 1
   * @return this
   */
  public CellSkeletonBuilder width(int channels) {
    width = Checks.positive(channels, "width");
    return this;
  }

  /**
   * How many channels a PyramidNet's bottlenecks have more at its end than at its stem (α); 48
   * unless set. Of no effect on the others.
   *
   * @param channels at least 0
   * @return this
   */
  public CellSkeletonBuilder added(int channels) {
    added = Checks.atLeast(channels, 0, "number of added channels");
    return this;
  }

  /**
   * Groups of the 3×3 convolution that the cell starts from (G); 1 unless set.
   *
   * @param count at least 1
   * @return this
   */
  public CellSkeletonBuilder convolutionGroups(int count) {
    convolutionGroups = Checks.positive(count, "number of groups of a convolution");
    return this;
  }

  /**
   * What stands around operations with weights.
   *
   * @param around normalization and ReLU behind or before; not bare
   * @return this
   */
  public CellSkeletonBuilder order(LayerOrder around) {
    order = requireNonNull(around, "around");
    if (order == LayerOrder.BARE) {
      throw new IllegalArgumentException(
          "The networks have normalizations, so their order cannot be [BARE].");
    }
    return this;
  }

  /**
   * Noise by which edits break the symmetry between copies; none unless set, 0.006 in the released
   * code.
   *
   * @param ratio of noise to the deviation of a kernel, at least 0
   * @return this
   */
  public CellSkeletonBuilder noise(double ratio) {
    noise = Checks.notNegative(ratio, "ratio of noise");
    return this;
  }

  /**
   * The skeleton.
   *
   * @return with the smallest cell at all places
   * @throws org.nas4j.space.InfeasibleException if the images are too small, or channels cannot be
   *     shared out to groups
   */
  public CellSkeleton build() {
    return new CellSkeletonParts(this).build();
  }
}
