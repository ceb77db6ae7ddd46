package org.nas4j.spaces.mnasnet;

import static java.util.Objects.requireNonNull;

import org.nas4j.internal.checks.Checks;

/**
 * A block of MnasNet: equal layers, of which the first alone has the stride (tan2019mnasnet,
 * section 3.2 and figure 4).
 *
 * @param operation what each layer convolves with
 * @param kernel rows and columns of its window, at least 1
 * @param squeeze ratio of squeeze-and-excitation, in [0, 1]; 0 for none
 * @param skip what is added to each layer's result
 * @param filters that come out of each layer, at least 1
 * @param layers how many there are, at least 1
 * @param stride of the first one, at least 1
 */
public record MnasNetBlock(
    Operation operation,
    int kernel,
    double squeeze,
    Skip skip,
    int filters,
    int layers,
    int stride) {

  /** What a layer convolves with; each convolution is followed by a normalization. */
  public enum Operation {
    /** One convolution and an activation. */
    CONVOLUTION(0),
    /** Depthwise, an activation, then 1×1 without one. */
    SEPARABLE(1),
    /** 1×1 to three times the channels between two activations, as if it were separable then. */
    INVERTED_3(3),
    /** Likewise to six times the channels. */
    INVERTED_6(6);

    private final int expansion;

    Operation(int expansion) {
      this.expansion = expansion;
    }

    /** Times as many channels are convolved depthwise; 0 if that is done densely. */
    int expansion() {
      return expansion;
    }
  }

  /** What is added to a layer's result. */
  public enum Skip {
    /** What goes in, pooled where rows and columns become fewer. */
    POOLING,
    /** What goes in, where that has the shape of the result. */
    IDENTITY,
    /** Nothing. */
    NONE
  }

  /** Checks. */
  public MnasNetBlock {
    requireNonNull(operation, "operation");
    Checks.positive(kernel, "kernel");
    Checks.within(squeeze, 0, 1, "ratio of squeeze-and-excitation");
    requireNonNull(skip, "skip");
    Checks.positive(filters, "number of filters");
    Checks.positive(layers, "number of layers");
    Checks.positive(stride, "stride");
  }
}
