package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * A kernel with one row and column less on each side; what stood there is lost. The function is not
 * kept (zhou2018rena, scaling down).
 *
 * @param node a convolution, depthwise or separable convolution
 */
record ShrinkKernel(String node) implements Morphism {

  private static final int LESS = 2;

  /** Checks. */
  ShrinkKernel {
    requireNonNull(node, "node");
  }

  @Override
  public boolean keepsFunction() {
    return false;
  }

  @Override
  public Architecture edit(Architecture parent) {
    SlidingKernel kernel = SlidingKernel.of(parent.node(node).layer())
        .orElseThrow(() -> new InfeasibleException(
            "no kernel", "Node [" + node + "] is of a kind which has no kernel."));
    Window window = kernel.window();
    boolean small = Math.min(window.kernelHeight(), window.kernelWidth()) <= LESS;
    if (small || !window.padding().same()) {
      throw new InfeasibleException(
          "kernel cannot shrink",
          "A kernel of [" + window + "] has no border to lose.\nMaybe use SAME padding, and at"
              + " least three rows and columns.");
    }
    Window smaller = new Window(
        window.kernelHeight() - LESS,
        window.kernelWidth() - LESS,
        window.strideHeight(),
        window.strideWidth(),
        window.dilationHeight(),
        window.dilationWidth(),
        window.padding());
    return new Rebuild(parent).replace(node, kernel.with().apply(smaller)).build();
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = Copies.of(parent.weights());
    SlidingKernel kernel = SlidingKernel.of(child.node(node).layer()).orElseThrow();
    String name = node + "/" + kernel.array();
    weights.put(name, inner(parent.weights().get(name), child.weights().get(name)));
    return weights;
  }

  private static WeightArray inner(WeightArray old, WeightSpec spec) {
    WeightArray smaller = WeightArray.zeros(spec.shape());
    int height = spec.shape().get(2);
    int width = spec.shape().get(3);
    int wide = width + LESS;
    int kernels = smaller.values().length / height / width;
    for (int k = 0; k < kernels; k++) {
      for (int row = 0; row < height; row++) {
        System.arraycopy(
            old.values(),
            (k * (height + LESS) + row + 1) * wide + 1,
            smaller.values(),
            (k * height + row) * width,
            width);
      }
    }
    return smaller;
  }
}
