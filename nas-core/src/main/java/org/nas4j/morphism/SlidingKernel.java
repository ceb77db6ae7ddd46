package org.nas4j.morphism;

import java.util.Optional;
import java.util.function.Function;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * The kernel that a layer slides over feature maps.
 *
 * @param window its size and how it slides
 * @param array name of its weights within the layer
 * @param with the same layer with another window
 */
record SlidingKernel(Window window, String array, Function<Window, Layer> with) {

  private static final Kernels KERNELS = new Kernels();

  /** Empty for a layer that slides no kernel, or one that is no larger than a pixel by nature. */
  static Optional<SlidingKernel> of(Layer layer) {
    return layer.accept(KERNELS);
  }

  private static final class Kernels extends WeightedLayers<Optional<SlidingKernel>> {

    @Override
    public Optional<SlidingKernel> visit(Convolution layer) {
      return Optional.of(new SlidingKernel(
          layer.window(),
          "kernel",
          window -> new Convolution(layer.filters(), window, layer.groups(), layer.bias())));
    }

    @Override
    public Optional<SlidingKernel> visit(DepthwiseConvolution layer) {
      return Optional.of(new SlidingKernel(
          layer.window(), "kernel", window -> new DepthwiseConvolution(window, layer.bias())));
    }

    @Override
    public Optional<SlidingKernel> visit(SeparableConvolution layer) {
      return Optional.of(new SlidingKernel(
          layer.window(),
          "depthwise",
          window -> new SeparableConvolution(layer.filters(), window, layer.bias())));
    }

    @Override
    public Optional<SlidingKernel> visit(FactorizedReduction layer) {
      return Optional.empty();
    }

    @Override
    public Optional<SlidingKernel> visit(BatchNormalization layer) {
      return Optional.empty();
    }

    @Override
    public Optional<SlidingKernel> visit(Dense layer) {
      return Optional.empty();
    }

    @Override
    public Optional<SlidingKernel> visit(SoftmaxOutput layer) {
      return Optional.empty();
    }

    @Override
    public Optional<SlidingKernel> visit(RegressionOutput layer) {
      return Optional.empty();
    }

    @Override
    Optional<SlidingKernel> weightless(Layer layer) {
      return Optional.empty();
    }
  }
}
