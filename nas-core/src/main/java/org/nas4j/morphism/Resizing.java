package org.nas4j.morphism;

import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;

/** Gives a layer more or fewer channels. */
final class Resizing extends WeightedLayers<Layer> {

  private final int channels;

  /** To a number of channels. */
  Resizing(int channels) {
    this.channels = channels;
  }

  @Override
  public Layer visit(Convolution layer) {
    return new Convolution(channels, layer.window(), layer.groups(), layer.bias());
  }

  @Override
  public Layer visit(DepthwiseConvolution layer) {
    throw fixed(layer);
  }

  @Override
  public Layer visit(SeparableConvolution layer) {
    return new SeparableConvolution(channels, layer.window(), layer.bias());
  }

  @Override
  public Layer visit(FactorizedReduction layer) {
    throw fixed(layer);
  }

  @Override
  public Layer visit(BatchNormalization layer) {
    throw fixed(layer);
  }

  @Override
  public Layer visit(Dense layer) {
    return new Dense(channels, layer.bias());
  }

  @Override
  public Layer visit(SoftmaxOutput layer) {
    throw fixed(layer);
  }

  @Override
  public Layer visit(RegressionOutput layer) {
    throw fixed(layer);
  }

  @Override
  Layer weightless(Layer layer) {
    throw fixed(layer);
  }

  /** Who asks has found out by {@link ChannelGroups#widenable} that the channels are free. */
  private static IllegalStateException fixed(Layer layer) {
    return new IllegalStateException("The channels of [" + layer + "] cannot be changed.");
  }
}
