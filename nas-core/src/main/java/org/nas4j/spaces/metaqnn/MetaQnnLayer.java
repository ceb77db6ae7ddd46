package org.nas4j.spaces.metaqnn;

/**
 * An action of MetaQNN: the next layer.
 *
 * @param kind which kind of layer
 * @param size filters of a convolution, units of a dense layer, 0 for the others
 * @param kernel rows and columns of a convolution or pooling, 0 for the others
 * @param stride rows and columns per step of a convolution or pooling, 0 for the others
 */
record MetaQnnLayer(Kind kind, int size, int kernel, int stride) {

  /** What precedes the first layer. */
  static final MetaQnnLayer START = new MetaQnnLayer(Kind.START, 0, 0, 0);

  static final MetaQnnLayer GLOBAL_AVERAGE = new MetaQnnLayer(Kind.GLOBAL_AVERAGE, 0, 0, 0);
  static final MetaQnnLayer SOFTMAX = new MetaQnnLayer(Kind.SOFTMAX, 0, 0, 0);

  /** Kinds of layers. */
  enum Kind {
    START,
    CONVOLUTION,
    POOLING,
    DENSE,
    GLOBAL_AVERAGE,
    SOFTMAX
  }

  static MetaQnnLayer convolution(int filters, int kernel) {
    return new MetaQnnLayer(Kind.CONVOLUTION, filters, kernel, 1);
  }

  static MetaQnnLayer pooling(int kernel, int stride) {
    return new MetaQnnLayer(Kind.POOLING, 0, kernel, stride);
  }

  static MetaQnnLayer dense(int units) {
    return new MetaQnnLayer(Kind.DENSE, units, 0, 0);
  }

  /** The paper's notation. */
  @Override
  public String toString() {
    return switch (kind) {
      case START -> "start";
      case CONVOLUTION -> "C(" + size + "," + kernel + "," + stride + ")";
      case POOLING -> "P(" + kernel + "," + stride + ")";
      case DENSE -> "FC(" + size + ")";
      case GLOBAL_AVERAGE -> "GAP";
      case SOFTMAX -> "SM";
    };
  }
}
