package org.nas4j.spaces.blockqnn;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.internal.spaces.LayerCode;

/**
 * One layer of a block in BlockQNN's network structure code: five numbers.
 *
 * @param index number in the block, from 1; 0 is the block's input
 * @param type what it computes
 * @param kernel rows and columns of its kernel, 0 if it has none
 * @param first index of what it reads, 0 if it reads nothing
 * @param second index of the other thing it reads, above {@code first}; 0 if there is none
 */
record NscLayer(int index, Type type, int kernel, int first, int second) implements LayerCode {

  /** What precedes the first layer. */
  static final NscLayer START = new NscLayer(0, Type.INPUT, 0, 0, 0);

  /** Types with the numbers and kernels of the code. */
  enum Type {
    INPUT(),
    CONVOLUTION(1, 3, 5),
    MAX_POOLING(1, 3),
    AVERAGE_POOLING(1, 3),
    IDENTITY(0),
    ADDITION(),
    CONCATENATION(),
    TERMINAL();

    private final int[] kernels;

    Type(int... kernels) {
      this.kernels = kernels;
    }

    boolean joins() {
      return this == ADDITION || this == CONCATENATION;
    }
  }

  /**
   * What to choose from for layers up to an index, predecessors 0 to {@code last − 1}; the index of
   * all is 0.
   */
  static List<NscLayer> options(int last) {
    List<NscLayer> options = new ArrayList<>();
    for (Type type : Type.values()) {
      for (int kernel : type.kernels) {
        for (int input = 0; input < last; input++) {
          options.add(new NscLayer(0, type, kernel, input, 0));
        }
      }
    }
    for (Type type : List.of(Type.ADDITION, Type.CONCATENATION)) {
      for (int second = 1; second < last; second++) {
        for (int first = 0; first < second; first++) {
          options.add(new NscLayer(0, type, 0, first, second));
        }
      }
    }
    options.add(new NscLayer(0, Type.TERMINAL, 0, 0, 0));
    return options;
  }

  /** Whether this may be the layer of an index. */
  boolean fits(int at) {
    return type == Type.TERMINAL ? at > 1 : Math.max(first, second) < at;
  }

  @Override
  public int typeNumber() {
    return type.ordinal();
  }

  NscLayer at(int newIndex) {
    return new NscLayer(newIndex, type, kernel, first, second);
  }

  /** Indices of what it reads. */
  List<Integer> inputs() {
    if (type == Type.TERMINAL || type == Type.INPUT) {
      return List.of();
    }
    return type.joins() ? List.of(first, second) : List.of(first);
  }

  /** The five numbers. */
  @Override
  public String toString() {
    return "(" + index + "," + type.ordinal() + "," + kernel + "," + first + "," + second + ")";
  }
}
