package org.nas4j.spaces;

/** How large a kernel MetaQNN allows on n rows, whose bin (8, 4 or 1) is what its state holds. */
public enum KernelFit {

  /** Smaller than the bin, as in the released code. */
  BELOW_BIN {
    @Override
    public boolean allows(int kernel, int bin, int rows) {
      return kernel < bin;
    }
  },

  /** At most the bin. */
  WITHIN_BIN {
    @Override
    public boolean allows(int kernel, int bin, int rows) {
      return kernel <= bin;
    }
  },

  /**
   * At most n, as the paper says; its third published network needs it. What is legal is no
   * function of the state then.
   */
  WITHIN_MAPS {
    @Override
    public boolean allows(int kernel, int bin, int rows) {
      return kernel <= rows;
    }
  };

  public abstract boolean allows(int kernel, int bin, int rows);
}
