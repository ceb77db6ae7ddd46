package org.nas4j.examples.cli;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;

/**
 * The network that a textbook starts with for images of digits: two convolutions of 3×3, 32 and 64
 * maps, each pooled, and a dense layer of 128 units with dropout.
 */
public final class HandmadeNetwork {

  private static final Window POOL = Window.square(2).stride(2);

  private HandmadeNetwork() {}

  public static Architecture of(Shape image, int classes) {
    Architecture.Builder network = Architecture.builder(image);
    String last = Architecture.INPUT;
    int layer = 1;
    for (int filters : new int[] {32, 64}) {
      Convolution convolution = Convolution.of(filters, Window.square(3)).withBias();
      last = network.add("convolution" + layer, convolution, last);
      last = network.add("relu" + layer, Activation.RELU, last);
      last = network.add("pool" + layer, Pooling.max(POOL), last);
      layer++;
    }
    last = network.add("flatten", new Flatten(), last);
    last = network.add("dense", Dense.of(128), last);
    last = network.add("relu" + layer, Activation.RELU, last);
    last = network.add("dropout", Dropout.of(0.5), last);
    network.add("classifier", SoftmaxOutput.of(classes), last);
    return network.build();
  }
}
