package org.nas4j.spaces;

import org.nas4j.arch.Padding;
import org.nas4j.arch.Window;

/** How many rows MetaQNN's pooling leaves of n, with a kernel of f and a stride of s. */
public enum PoolingSize {

  /** ⌈(n − f + 1) / s⌉, as the released enumerator counts: pooling without padding. */
  CEIL {
    @Override
    public int of(int n, int kernel, int stride) {
      return (n - kernel + stride) / stride;
    }

    @Override
    int kernel(int n, int kernel, int stride) {
      return kernel;
    }
  },

  /**
   * ⌊(n − f + 1) / s⌋, which the paper's printed parameter counts belong to. No layer crops, so the
   * last rows are taken in by a kernel that is (n − f + 1) mod s larger; and at least one row is
   * left.
   */
  FLOOR {
    @Override
    public int of(int n, int kernel, int stride) {
      return Math.max(1, (n - kernel + 1) / stride);
    }

    @Override
    int kernel(int n, int kernel, int stride) {
      return n - kernel + 1 < stride ? n : kernel + (n - kernel + 1) % stride;
    }
  };

  /** Rows that are left. */
  public abstract int of(int n, int kernel, int stride);

  /** Rows of a kernel that leaves as many without padding. */
  abstract int kernel(int n, int kernel, int stride);

  public Window window(int height, int width, int kernel, int stride) {
    return Window.of(kernel(height, kernel, stride), kernel(width, kernel, stride))
        .stride(stride)
        .padding(Padding.VALID);
  }
}
