package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.nas4j.arch.LayerTraits.Role;
import org.nas4j.space.InfeasibleException;

/**
 * Convolution over feature maps. Weights {@code [filters, channels / groups, kernelHeight,
 * kernelWidth]}.
 *
 * @param filters number of maps that come out
 * @param window kernel, stride, dilation and padding
 * @param groups number of independent groups of maps, a divisor of the maps that go in and out
 * @param bias whether each filter has a bias; not needed before batch normalization
 */
public record Convolution(int filters, Window window, int groups, boolean bias) implements Layer {

  /** Checks. */
  public Convolution {
    Requirements.positive(filters, "number of filters");
    requireNonNull(window, "window");
    Requirements.positive(groups, "number of groups");
    if (filters % groups != 0) {
      throw new IllegalArgumentException(
          "[" + filters + "] filters cannot be split into [" + groups + "] equal groups.");
    }
  }

  /**
   * An ungrouped convolution without bias.
   *
   * @param filters number of maps that come out
   * @param window kernel, stride, dilation and padding
   * @return the layer
   */
  public static Convolution of(int filters, Window window) {
    return new Convolution(filters, window, 1, false);
  }

  /**
   * The same convolution with a bias.
   *
   * @return the layer
   */
  public Convolution withBias() {
    return new Convolution(filters, window, groups, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    if (input.channels() % groups != 0) {
      throw new InfeasibleException(
          "channels not divisible by groups",
          "["
              + input.channels()
              + "] channels cannot be split into ["
              + groups
              + "] equal groups.");
    }
    return window.slide(this, input, filters);
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    int channels = Requirements.image(this, inputs).channels() / groups;
    WeightSpec kernel =
        WeightSpec.of("kernel", filters, channels, window.kernelHeight(), window.kernelWidth());
    return bias ? List.of(kernel, WeightSpec.of("bias", filters)) : List.of(kernel);
  }

  @Override
  public long parameters(List<Shape> inputs) {
    return kernelSize(inputs) + (bias ? filters : 0);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return output(inputs).elements() / filters * kernelSize(inputs);
  }

  private long kernelSize(List<Shape> inputs) {
    return (long) filters * Requirements.image(this, inputs).channels() / groups * window.area();
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
    return "convolution";
  }
}
