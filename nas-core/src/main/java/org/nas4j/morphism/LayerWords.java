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

/**
 * What layers with weights are called in a network's sentence; empty for those that are no words of
 * their own.
 */
final class LayerWords extends WeightedLayers<String> {

  static final LayerWords ALL = new LayerWords();

  private static final String NONE = "";

  private LayerWords() {}

  @Override
  public String visit(Convolution layer) {
    return "conv";
  }

  @Override
  public String visit(DepthwiseConvolution layer) {
    return "depthwise";
  }

  @Override
  public String visit(SeparableConvolution layer) {
    return "separable";
  }

  @Override
  public String visit(FactorizedReduction layer) {
    return "reduction";
  }

  @Override
  public String visit(BatchNormalization layer) {
    return NONE;
  }

  @Override
  public String visit(Dense layer) {
    return "fc";
  }

  @Override
  public String visit(SoftmaxOutput layer) {
    return NONE;
  }

  @Override
  public String visit(RegressionOutput layer) {
    return NONE;
  }

  @Override
  String weightless(Layer layer) {
    return layer.traits().joinsInputs() ? layer.kind() : NONE;
  }
}
