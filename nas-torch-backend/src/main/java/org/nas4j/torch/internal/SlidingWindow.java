package org.nas4j.torch.internal;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * Convolution and pooling of feature maps in LibTorch's words, which know fewer borders than ours.
 *
 * @param window that slides
 * @param maps what it slides over
 */
record SlidingWindow(Window window, Shape.Image maps) {

  private static final long[] DENSE = {1, 1};

  /**
   * A convolution. Unusual ones take 32 bits: in 16, LibTorch's gradients of them may be wrong.
   *
   * @param values {@code [batch, channels, height, width]}
   * @param kernels {@code [filters, channels / groups, rows, columns]}
   */
  Tensor convolve(Tensor values, Tensor kernels, TensorOptional bias, long groups) {
    Border border = Border.of(window, maps);
    boolean fits = border.fitsConvolution(window, maps);
    Tensor framed = fits ? values : border.around(values, 0);
    UnaryOperator<Tensor> convolution = each -> torch.conv2d(
        each,
        inRightOrder(kernels),
        bias,
        stride(),
        fits ? border.sizes() : new long[2],
        new long[] {window.dilationHeight(), window.dilationWidth()},
        groups);
    return stepsAlike() && (fits || !border.isEven())
        ? convolution.apply(framed)
        : Scopes.in32Bits(() -> convolution.apply(framed.to(ScalarType.Float)));
  }

  private boolean stepsAlike() {
    return window.strideHeight() == window.strideWidth();
  }

  /** For one channel and unlike strides, LibTorch's code is right in plain order only. */
  private Tensor inRightOrder(Tensor kernels) {
    return maps.channels() == 1 && !stepsAlike() ? kernels.view(kernels.shape()) : kernels;
  }

  private long[] stride() {
    return new long[] {window.strideHeight(), window.strideWidth()};
  }

  private long[] kernel() {
    return new long[] {window.kernelHeight(), window.kernelWidth()};
  }

  /** Pooling, in which the border does not count. */
  Tensor pool(Tensor values, PoolingKind by) {
    Border border = Border.of(window, maps);
    boolean fits = border.fitsPooling(window);
    if (by == PoolingKind.MAX) {
      return torch.max_pool2d(
          fits ? values : border.around(values, Double.NEGATIVE_INFINITY),
          kernel(),
          stride(),
          fits ? border.sizes() : new long[2],
          DENSE,
          false);
    }
    return fits ? mean(values, border.sizes()) : meanWithin(border, values);
  }

  private Tensor mean(Tensor values, long[] border) {
    return torch.avg_pool2d(values, kernel(), stride(), border, false, false, new LongOptional());
  }

  /** The same with a border of another kind: the mean with zeros, by the share of real values. */
  private Tensor meanWithin(Border border, Tensor values) {
    float[] ones = Tensors.ones(maps.height() * maps.width());
    Tensor share =
        mean(border.around(Tensors.of(ones, 1, 1, maps.height(), maps.width()), 0), new long[2]);
    return mean(border.around(values, 0), new long[2]).div(share.to(values.scalar_type()));
  }
}
