package org.nas4j.benchmarks.treecell;

import org.nas4j.arch.Shape;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.CellSkeletonBuilder;

/**
 * What the cell grows in: two groups of one cell each, so small that twenty children take minutes.
 */
enum SmallSkeleton {
  CHAIN {
    @Override
    CellSkeletonBuilder of(Shape shape, int classes) {
      return CellSkeleton.chain(shape, classes);
    }
  },
  DENSE {
    @Override
    CellSkeletonBuilder of(Shape shape, int classes) {
      return CellSkeleton.denseNet(shape, classes);
    }
  },
  PYRAMID {
    @Override
    CellSkeletonBuilder of(Shape shape, int classes) {
      return CellSkeleton.pyramidNet(shape, classes);
    }
  };

  /** Noise of edits in the released code. */
  private static final double NOISE = 6e-3;

  abstract CellSkeletonBuilder of(Shape shape, int classes);

  CellSkeleton small(Shape shape, int classes, int width, int blocks) {
    return of(shape, classes).groups(2).blocks(blocks).width(width).noise(NOISE).build();
  }
}
