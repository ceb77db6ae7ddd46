package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import org.nas4j.space.InfeasibleException;

/**
 * How a kernel slides over feature maps.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows per step
 * @param strideWidth columns per step
 * @param dilationHeight distance of kernel rows, 1 for a dense kernel
 * @param dilationWidth distance of kernel columns, 1 for a dense kernel
 * @param padding zeros at the border
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    Padding padding) {

  /** Checks. */
  public Window {
    Requirements.positive(kernelHeight, "kernel height");
    Requirements.positive(kernelWidth, "kernel width");
    Requirements.positive(strideHeight, "stride height");
    Requirements.positive(strideWidth, "stride width");
    Requirements.positive(dilationHeight, "dilation height");
    Requirements.positive(dilationWidth, "dilation width");
    requireNonNull(padding, "padding");
  }

  /**
   * A square, dense kernel with stride 1 and padding {@link Padding#SAME}.
   *
   * @param kernel rows and columns
   * @return the window
   */
  public static Window square(int kernel) {
    return of(kernel, kernel);
  }

  /**
   * A dense kernel with stride 1 and padding {@link Padding#SAME}.
   *
   * @param kernelHeight rows
   * @param kernelWidth columns
   * @return the window
   */
  public static Window of(int kernelHeight, int kernelWidth) {
    return new Window(kernelHeight, kernelWidth, 1, 1, 1, 1, Padding.SAME);
  }

  /**
   * The same window with another stride.
   *
   * @param stride rows and columns per step
   * @return the window
   */
  public Window stride(int stride) {
    return stride(stride, stride);
  }

  /**
   * The same window with another stride.
   *
   * @param height rows per step
   * @param width columns per step
   * @return the window
   */
  public Window stride(int height, int width) {
    return new Window(
        kernelHeight, kernelWidth, height, width, dilationHeight, dilationWidth, padding);
  }

  /**
   * The same window with another dilation.
   *
   * @param dilation distance of kernel rows and columns
   * @return the window
   */
  public Window dilation(int dilation) {
    return new Window(
        kernelHeight, kernelWidth, strideHeight, strideWidth, dilation, dilation, padding);
  }

  /**
   * The same window with another padding.
   *
   * @param newPadding zeros at the border
   * @return the window
   */
  public Window padding(Padding newPadding) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        newPadding);
  }

  /**
   * The number of kernel positions.
   *
   * @return rows times columns
   */
  public int area() {
    return kernelHeight * kernelWidth;
  }

  /**
   * The maps that come out.
   *
   * @param layer for the message
   * @param input the maps that go in
   * @param channels how many maps come out
   * @return their shape
   * @throws InfeasibleException if the kernel does not fit
   */
  Shape.Image slide(Layer layer, Shape.Image input, int channels) {
    int height =
        output(layer, input.height(), kernelHeight, strideHeight, dilationHeight, padding.height());
    int width =
        output(layer, input.width(), kernelWidth, strideWidth, dilationWidth, padding.width());
    return new Shape.Image(channels, height, width);
  }

  private int output(Layer layer, int size, int kernel, int stride, int dilation, int pad) {
    if (padding.same()) {
      return (size + stride - 1) / stride;
    }
    int extent = dilation * (kernel - 1) + 1;
    if (size + 2 * pad < extent) {
      throw new InfeasibleException(
          layer.kind() + " larger than its input",
          layer.kind()
              + " spans ["
              + extent
              + "] rows or columns, but its padded input has only ["
              + (size + 2 * pad)
              + "].");
    }
    return (size + 2 * pad - extent) / stride + 1;
  }

  @Override
  public String toString() {
    String text = kernelHeight + "×" + kernelWidth;
    if (strideHeight != 1 || strideWidth != 1) {
      text += strideHeight == strideWidth
          ? " /" + strideHeight
          : " /" + strideHeight + "," + strideWidth;
    }
    if (dilationHeight != 1 || dilationWidth != 1) {
      text += " dilated " + dilationHeight;
    }
    if (!padding.same()) {
      text += padding.equals(Padding.VALID)
          ? " valid"
          : " pad " + padding.height() + "," + padding.width();
    }
    return text;
  }
}
