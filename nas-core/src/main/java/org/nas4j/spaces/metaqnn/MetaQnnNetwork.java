package org.nas4j.spaces.metaqnn;

import java.util.List;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.spaces.ClassifierHead;
import org.nas4j.spaces.PoolingSize;
import org.nas4j.spaces.metaqnn.MetaQnnLayer.Kind;

/**
 * Builds what a sequence of MetaQNN's actions describes.
 *
 * @param layers the actions before the classifier
 * @param classes number of classes
 * @param poolingSize how many rows pooling leaves
 * @param dropout whether there are dropouts
 */
record MetaQnnNetwork(
    List<MetaQnnLayer> layers, int classes, PoolingSize poolingSize, boolean dropout) {

  Architecture build(Shape.Image input) {
    Architecture.Builder network = Architecture.builder(input);
    String x = Architecture.INPUT;
    int maps = 0;
    int dropouts = 0;
    for (int i = 0; i < layers.size(); i++) {
      MetaQnnLayer layer = layers.get(i);
      String name = "layer" + (i + 1);
      x = add(network, layer, x, name);
      if (layer.kind() == Kind.CONVOLUTION || layer.kind() == Kind.POOLING) {
        maps++;
      }
      boolean due =
          layer.kind() == Kind.DENSE || layer.kind() != Kind.GLOBAL_AVERAGE && maps % 2 == 0;
      if (dropout && due) {
        dropouts++;
        x = network.add(name + "/dropout", new Dropout(dropouts / (2.0 * allDropouts())), x);
      }
    }
    return ClassifierHead.FLATTEN.classify(network, x, classes);
  }

  private long allDropouts() {
    long dense = count(Kind.DENSE);
    return (layers.size() - count(Kind.GLOBAL_AVERAGE) - dense) / 2 + dense;
  }

  private long count(Kind kind) {
    return layers.stream().filter(layer -> layer.kind() == kind).count();
  }

  private String add(Architecture.Builder network, MetaQnnLayer layer, String input, String name) {
    return switch (layer.kind()) {
      case CONVOLUTION -> convolution(network, layer.size(), layer.kernel(), input, name);
      case POOLING -> {
        Shape.Image maps = (Shape.Image) network.shape(input);
        Window window =
            poolingSize.window(maps.height(), maps.width(), layer.kernel(), layer.stride());
        yield network.add(name + "/pool", Pooling.max(window), input);
      }
      case DENSE -> {
        String vector = ClassifierHead.FLATTEN.vector(network, input);
        String dense = network.add(name + "/dense", new Dense(layer.size(), true), vector);
        yield network.add(name + "/relu", Activation.RELU, dense);
      }
      case GLOBAL_AVERAGE ->
        network.add(
            name + "/average",
            GlobalPooling.AVERAGE,
            convolution(network, classes, 1, input, name));
      default -> throw new IllegalStateException("[" + layer + "] builds no layer.");
    };
  }

  private static String convolution(
      Architecture.Builder network, int filters, int kernel, String input, String name) {
    Convolution convolution = Convolution.of(filters, Window.square(kernel)).withBias();
    return network.add(
        name + "/relu", Activation.RELU, network.add(name + "/conv", convolution, input));
  }
}
