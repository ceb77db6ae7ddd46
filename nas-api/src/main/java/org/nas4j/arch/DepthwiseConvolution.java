package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Convolution of each feature map with a kernel of its own. Weights {@code [channels, kernelHeight,
 * kernelWidth]}.
 *
 * @param window kernel, stride, dilation and padding
 * @param bias whether each map has a bias
 */
public record DepthwiseConvolution(Window window, boolean bias) implements Layer {

  /** Checks. */
  public DepthwiseConvolution {
    requireNonNull(window, "window");
  }

  /**
   * A depthwise convolution without bias.
   *
   * @param window kernel, stride, dilation and padding
   * @return the layer
   */
  public static DepthwiseConvolution of(Window window) {
    return new DepthwiseConvolution(window, false);
  }

  /**
   * The same convolution with a bias.
   *
   * @return the layer
   */
  public DepthwiseConvolution withBias() {
    return new DepthwiseConvolution(window, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    return window.slide(this, input, input.channels());
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    int channels = Requirements.image(this, inputs).channels();
    WeightSpec kernel =
        WeightSpec.of("kernel", channels, 1, window.kernelHeight(), window.kernelWidth());
    return bias ? List.of(kernel, WeightSpec.of("bias", channels)) : List.of(kernel);
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return (long) Requirements.image(this, inputs).channels() * (window.area() + (bias ? 1 : 0));
  }

  @Override
  public long macs(List<Shape> inputs) {
    return output(inputs).elements() * window.area();
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.STEP).withWeights();
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "depthwise convolution";
  }
}
