package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.LayerTraits.Role;

/**
 * Depthwise convolution followed at once by a 1×1 convolution (no normalization or activation
 * between). Weights {@code [channels, kernelHeight, kernelWidth]} and {@code [filters, channels]}.
 *
 * @param filters number of maps that come out
 * @param window kernel, stride, dilation and padding of the depthwise half
 * @param bias whether each filter has a bias
 */
public record SeparableConvolution(int filters, Window window, boolean bias) implements Layer {

  /** Checks. */
  public SeparableConvolution {
    Requirements.positive(filters, "number of filters");
    requireNonNull(window, "window");
  }

  /**
   * A separable convolution without bias.
   *
   * @param filters number of maps that come out
   * @param window kernel, stride, dilation and padding of the depthwise half
   * @return the layer
   */
  public static SeparableConvolution of(int filters, Window window) {
    return new SeparableConvolution(filters, window, false);
  }

  /**
   * The same convolution with a bias.
   *
   * @return the layer
   */
  public SeparableConvolution withBias() {
    return new SeparableConvolution(filters, window, true);
  }

  /**
   * The first half.
   *
   * @return the depthwise convolution
   */
  public DepthwiseConvolution depthwise() {
    return new DepthwiseConvolution(window, false);
  }

  /**
   * The second half.
   *
   * @return the 1×1 convolution
   */
  public Convolution pointwise() {
    return new Convolution(filters, Window.square(1), 1, bias);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return window.slide(this, Requirements.image(this, inputs), filters);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    int channels = Requirements.image(this, inputs).channels();
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.of("depthwise", channels, 1, window.kernelHeight(), window.kernelWidth()));
    weights.add(WeightSpec.of("pointwise", filters, channels, 1, 1));
    if (bias) {
      weights.add(WeightSpec.of("bias", filters));
    }
    return weights;
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return depthwise().parameters(inputs) + pointwise().parameters(between(inputs));
  }

  @Override
  public long macs(List<Shape> inputs) {
    return depthwise().macs(inputs) + pointwise().macs(between(inputs));
  }

  private List<Shape> between(List<Shape> inputs) {
    return List.of(depthwise().output(inputs));
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.STEP).withWeights().makingChannels();
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "separable convolution";
  }
}
