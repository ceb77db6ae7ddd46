package org.nas4j.arch;

import java.util.List;
import org.nas4j.space.InfeasibleException;

/**
 * Checks of layer settings (the programmer's fault) and of input shapes (the candidate's fault).
 */
final class Requirements {

  private Requirements() {}

  static int positive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The " + name + " must be at least 1, but is [" + value + "].");
    }
    return value;
  }

  static double fraction(double value, String name) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("The "
          + name
          + " must be in [0, 1), but is ["
          + value
          + "].\nMaybe it was given in percent.");
    }
    return value;
  }

  static Shape single(Layer layer, List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(layer.kind()
          + " takes one input, but got ["
          + inputs.size()
          + "].\nMaybe join them with Add or Concat first.");
    }
    return inputs.get(0);
  }

  static Shape.Image image(Layer layer, List<Shape> inputs) {
    return image(layer, single(layer, inputs));
  }

  static Shape.Image image(Layer layer, Shape shape) {
    if (shape instanceof Shape.Image image) {
      return image;
    }
    throw new InfeasibleException(
        layer.kind() + " on a vector",
        layer.kind() + " needs feature maps, but its input is a vector of [" + shape + "].");
  }

  static int vector(Layer layer, List<Shape> inputs) {
    Shape shape = single(layer, inputs);
    if (shape instanceof Shape.Vector vector) {
      return vector.size();
    }
    throw new InfeasibleException(
        layer.kind() + " on feature maps",
        layer.kind()
            + " needs a vector, but its input is ["
            + shape
            + "].\nMaybe flatten or pool globally first.");
  }
}
