package org.nas4j.internal.spaces;

import java.util.List;
import java.util.Optional;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;

/**
 * Adds the layers of one cell to a network: rectifier, convolution, normalization, in this order.
 *
 * @param network grows
 * @param prefix of the nodes' names
 * @param filters of every convolution
 * @param dropPath what each operation of the cell ends with, if anything
 */
public record CellLayers(
    Architecture.Builder network, String prefix, int filters, Optional<DropPath> dropPath) {

  public String add(String name, Layer layer, String... inputs) {
    return network.add(prefix + "/" + name, layer, List.of(inputs));
  }

  /** The end of a path that may be dropped. */
  public String droppable(String name, String input) {
    return dropPath.map(layer -> add(name + "/drop", layer, input)).orElse(input);
  }

  /** A convolution of any kind with its rectifier and normalization. */
  public String block(String name, Layer convolution, String input) {
    String x = add(name + "/relu", Activation.RELU, input);
    x = add(name + "/conv", convolution, x);
    return add(name + "/norm", BatchNormalization.DEFAULT, x);
  }

  public String convolution(String name, Window window, String input) {
    return block(name, Convolution.of(filters, window), input);
  }

  /** Brings an earlier output to the cell's filters, and to the rows and columns of another. */
  public String match(String name, String input, String target) {
    Shape.Image from = (Shape.Image) network.shape(input);
    Shape.Image to = (Shape.Image) network.shape(target);
    if (from.height() != to.height() || from.width() != to.width()) {
      return block(name, new FactorizedReduction(filters), input);
    }
    return from.channels() == filters ? input : convolution(name, Window.square(1), input);
  }

  /** Halves rows and columns. */
  public String reduce(String name, String input) {
    return block(name, new FactorizedReduction(filters), input);
  }
}
