package org.nas4j.spaces.mnasnet;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.spaces.ClassifierHead;

/** A network of blocks while it is made. For one thread. */
final class MnasNetNetwork {

  /** The released code's. */
  private static final BatchNormalization NORMALIZATION = new BatchNormalization(1e-3, 0.99);

  private final Architecture.Builder network;
  private final Activation activation;
  private String last = Architecture.INPUT;
  private int blocks;

  MnasNetNetwork(Shape.Image input, Activation activation) {
    this.network = Architecture.builder(input);
    this.activation = activation;
  }

  /** A convolution, its normalization and an activation. */
  void convolution(String name, int filters, Window window) {
    last = active(name, normalized(name, Convolution.of(filters, window), last));
  }

  void block(MnasNetBlock block) {
    blocks++;
    for (int layer = 1; layer <= block.layers(); layer++) {
      String name = "block" + blocks + ".layer" + layer;
      last = layer(name, block, layer == 1 ? block.stride() : 1);
    }
  }

  Architecture classify(int classes) {
    return ClassifierHead.GLOBAL_AVERAGE.classify(network, last, classes);
  }

  private String layer(String name, MnasNetBlock block, int stride) {
    Window window = Window.square(block.kernel()).stride(stride);
    int channels = network.shape(last).channels();
    int squeezed = Math.max(1, (int) (channels * block.squeeze()));
    String x = last;
    int expansion = block.operation().expansion();
    if (expansion == 0) {
      x = active(name, normalized(name, Convolution.of(block.filters(), window), x));
      x = block.squeeze() > 0 ? excited(name, x, squeezed) : x;
    } else {
      if (expansion > 1) {
        Layer expand = Convolution.of(expansion * channels, Window.square(1));
        x = active(name + "/expand", normalized(name + "/expand", expand, x));
      }
      Layer depthwise = new DepthwiseConvolution(window, false);
      x = active(name + "/depthwise", normalized(name + "/depthwise", depthwise, x));
      x = block.squeeze() > 0 ? excited(name, x, squeezed) : x;
      x = normalized(name + "/project", Convolution.of(block.filters(), Window.square(1)), x);
    }
    return skipped(name, block.skip(), x, stride);
  }

  private String normalized(String name, Layer convolution, String input) {
    return network.add(
        name + "/norm", NORMALIZATION, network.add(name + "/conv", convolution, input));
  }

  private String active(String name, String input) {
    return network.add(name + "/act", activation, input);
  }

  /** Squeeze-and-excitation. */
  private String excited(String name, String maps, int squeezed) {
    String se = name + "/se/";
    int channels = network.shape(maps).channels();
    String x = network.add(se + "squeeze", GlobalPooling.AVERAGE, maps);
    x = network.add(se + "reduce", new Dense(squeezed, true), x);
    x = network.add(se + "relu", Activation.RELU, x);
    x = network.add(se + "expand", new Dense(channels, true), x);
    x = network.add(se + "gates", new Activation(Activation.Function.SIGMOID), x);
    return network.add(se + "scale", new ChannelScale(), maps, x);
  }

  private String skipped(String name, MnasNetBlock.Skip skip, String result, int stride) {
    Shape wanted = network.shape(result);
    boolean fits = network.shape(last).equals(wanted);
    if (skip == MnasNetBlock.Skip.NONE || skip == MnasNetBlock.Skip.IDENTITY && !fits) {
      return result;
    }
    String shortcut = last;
    if (stride > 1) {
      Window window = Window.square(stride).stride(stride);
      shortcut = network.add(name + "/skip/pool", Pooling.average(window), shortcut);
    }
    if (network.shape(shortcut).channels() != wanted.channels()) {
      ChannelWindow channels = new ChannelWindow(0, wanted.channels());
      shortcut = network.add(name + "/skip/channels", channels, shortcut);
    }
    return network.add(name + "/sum", new Add(), result, shortcut);
  }
}
