package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * A kernel with one more row and column of zeros on each side (wei2016morphism, kernel size
 * morphing).
 *
 * @param node a convolution, depthwise or separable convolution
 */
record EnlargeKernel(String node) implements Morphism {

  private static final int MORE = 2;

  /** Checks. */
  EnlargeKernel {
    requireNonNull(node, "node");
  }

  @Override
  public Architecture edit(Architecture parent) {
    Node edited = parent.node(node);
    SlidingKernel kernel = kernel(edited.layer());
    Window larger = larger(kernel.window());
    requireCentred(
        kernel.window(), larger, (Shape.Image) parent.inputShapes(edited).get(0));
    return new Rebuild(parent).replace(node, kernel.with().apply(larger)).build();
  }

  private SlidingKernel kernel(Layer layer) {
    return SlidingKernel.of(layer)
        .orElseThrow(() -> new InfeasibleException(
            "no kernel",
            "Node [" + node + "] is of kind [" + layer.kind() + "], which has no kernel."));
  }

  private static Window larger(Window window) {
    if (!window.padding().same()) {
      throw new InfeasibleException(
          "kernel without SAME padding",
          "A kernel of [" + window + "] would need more padding too.\nMaybe use SAME padding.");
    }
    return new Window(
        window.kernelHeight() + MORE,
        window.kernelWidth() + MORE,
        window.strideHeight(),
        window.strideWidth(),
        window.dilationHeight(),
        window.dilationWidth(),
        window.padding());
  }

  /**
   * The old kernel must lie on the same pixels as before: with strides the border does not always
   * grow evenly.
   */
  private static void requireCentred(Window old, Window larger, Shape.Image input) {
    int rows =
        before(input.height(), larger.kernelHeight(), old.strideHeight(), old.dilationHeight())
            - before(input.height(), old.kernelHeight(), old.strideHeight(), old.dilationHeight());
    int columns =
        before(input.width(), larger.kernelWidth(), old.strideWidth(), old.dilationWidth())
            - before(input.width(), old.kernelWidth(), old.strideWidth(), old.dilationWidth());
    if (rows != old.dilationHeight() || columns != old.dilationWidth()) {
      throw new InfeasibleException(
          "kernel would shift",
          "A larger kernel than [" + old + "] would lie elsewhere on an input of [" + input + "].");
    }
  }

  /** The rows of zeros that SAME padding puts before the input. */
  private static int before(int size, int kernel, int stride, int dilation) {
    int extent = dilation * (kernel - 1) + 1;
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size) / 2;
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Map<String, WeightArray> weights = Copies.of(parent.weights());
    String name = node + "/" + kernel(child.node(node).layer()).array();
    WeightSpec spec = child.weights().get(name);
    weights.put(name, surrounded(parent.weights().get(name), spec));
    return weights;
  }

  private static WeightArray surrounded(WeightArray old, WeightSpec spec) {
    WeightArray larger = WeightArray.zeros(spec.shape());
    int height = old.shape().get(2);
    int width = old.shape().get(3);
    int wide = width + MORE;
    int kernels = old.values().length / height / width;
    for (int k = 0; k < kernels; k++) {
      for (int row = 0; row < height; row++) {
        System.arraycopy(
            old.values(),
            (k * height + row) * width,
            larger.values(),
            (k * (height + MORE) + row + 1) * wide + 1,
            width);
      }
    }
    return larger;
  }
}
