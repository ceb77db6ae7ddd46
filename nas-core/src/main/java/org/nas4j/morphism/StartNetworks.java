package org.nas4j.morphism;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;

/** Small networks to grow from. Stateless. */
public final class StartNetworks {

  private static final Window HALVE = Window.square(2).stride(2);
  private static final int BLOCKS = 4;
  private static final int FILTERS = 4;
  private static final int UNITS = 8;
  private static final int BOTTLENECK = 4;

  private StartNetworks() {}

  /**
   * The start of cai2018eas' released demonstration: four convolutions of 4 filters, three times
   * maximum pooling, the mean over all pixels, a dense layer of 8 units; all normalized, with ReLU.
   *
   * @param input images of at least 8×8 pixels
   * @param classes how many
   * @return the network
   */
  public static Architecture eas(Shape.Image input, int classes) {
    Architecture.Builder b = Architecture.builder(input);
    String last = Architecture.INPUT;
    for (int i = 1; i <= BLOCKS; i++) {
      last = b.add("conv" + i, Convolution.of(FILTERS, Window.square(3)), last);
      last = finished(b, "conv" + i, last);
      if (i < BLOCKS) {
        last = b.add("pool" + i, Pooling.max(HALVE), last);
      }
    }
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    last = finished(b, "fc", b.add("fc", new Dense(UNITS, false), last));
    return b.build(b.add("out", SoftmaxOutput.of(classes), last));
  }

  private static String finished(Architecture.Builder b, String name, String last) {
    String normalized = b.add(name + ".bn", BatchNormalization.DEFAULT, last);
    return b.add(name + ".relu", Activation.RELU, normalized);
  }

  /**
   * A densely connected network with bottlenecks and compression (huang2017densenet, DenseNet-BC):
   * a first convolution of twice the growth rate, transitions that halve channels and pixels.
   *
   * @param input images
   * @param classes how many
   * @param growth channels that each mini-block makes
   * @param miniBlocks how many there are in each block
   * @return the network
   */
  public static Architecture denseNet(
      Shape.Image input, int classes, int growth, int... miniBlocks) {
    Checks.positive(growth, "growth rate");
    Checks.positive(miniBlocks.length, "number of blocks");
    Architecture.Builder b = Architecture.builder(input);
    String last = b.add("first", Convolution.of(2 * growth, Window.square(3)), Architecture.INPUT);
    for (int block = 0; block < miniBlocks.length; block++) {
      if (block > 0) {
        last = transition(b, "t" + block, last);
      }
      for (int i = 1; i <= miniBlocks[block]; i++) {
        last = miniBlock(b, "b" + (block + 1) + "m" + i, growth, last);
      }
    }
    last = finished(b, "last", last);
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(classes), last));
  }

  private static String transition(Architecture.Builder b, String name, String input) {
    int channels = b.shape(input).channels() / 2;
    String last = finished(b, name, input);
    last = b.add(name, Convolution.of(channels, Window.square(1)), last);
    return b.add(name + ".pool", Pooling.average(HALVE), last);
  }

  private static String miniBlock(Architecture.Builder b, String name, int growth, String input) {
    String last = finished(b, name + ".in", input);
    last = b.add(name + ".bottleneck", Convolution.of(BOTTLENECK * growth, Window.square(1)), last);
    last = finished(b, name + ".bottleneck", last);
    last = b.add(name + ".growth", Convolution.of(growth, Window.square(3)), last);
    return b.add(name, new Concat(), input, last);
  }
}
