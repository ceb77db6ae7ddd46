package org.nas4j.internal.architecture;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;
import org.nas4j.internal.json.JsonObject;

/** Writes a layer in the format of its kind, so that no kind can be without one. */
final class LayerWriter implements LayerVisitor<JsonObject> {

  @Override
  public JsonObject visit(Convolution layer) {
    return LayerFormat.CONVOLUTION.write(layer);
  }

  @Override
  public JsonObject visit(DepthwiseConvolution layer) {
    return LayerFormat.DEPTHWISE_CONVOLUTION.write(layer);
  }

  @Override
  public JsonObject visit(SeparableConvolution layer) {
    return LayerFormat.SEPARABLE_CONVOLUTION.write(layer);
  }

  @Override
  public JsonObject visit(FactorizedReduction layer) {
    return LayerFormat.FACTORIZED_REDUCTION.write(layer);
  }

  @Override
  public JsonObject visit(Pooling layer) {
    return LayerFormat.POOLING.write(layer);
  }

  @Override
  public JsonObject visit(GlobalPooling layer) {
    return LayerFormat.GLOBAL_POOLING.write(layer);
  }

  @Override
  public JsonObject visit(BatchNormalization layer) {
    return LayerFormat.BATCH_NORMALIZATION.write(layer);
  }

  @Override
  public JsonObject visit(Activation layer) {
    return LayerFormat.ACTIVATION.write(layer);
  }

  @Override
  public JsonObject visit(Dense layer) {
    return LayerFormat.DENSE.write(layer);
  }

  @Override
  public JsonObject visit(Dropout layer) {
    return LayerFormat.DROPOUT.write(layer);
  }

  @Override
  public JsonObject visit(DropPath layer) {
    return LayerFormat.DROP_PATH.write(layer);
  }

  @Override
  public JsonObject visit(Identity layer) {
    return LayerFormat.IDENTITY.write(layer);
  }

  @Override
  public JsonObject visit(Flatten layer) {
    return LayerFormat.FLATTEN.write(layer);
  }

  @Override
  public JsonObject visit(ZeroPad layer) {
    return LayerFormat.ZERO_PAD.write(layer);
  }

  @Override
  public JsonObject visit(ChannelWindow layer) {
    return LayerFormat.CHANNEL_WINDOW.write(layer);
  }

  @Override
  public JsonObject visit(Add layer) {
    return LayerFormat.ADD.write(layer);
  }

  @Override
  public JsonObject visit(Average layer) {
    return LayerFormat.AVERAGE.write(layer);
  }

  @Override
  public JsonObject visit(Concat layer) {
    return LayerFormat.CONCAT.write(layer);
  }

  @Override
  public JsonObject visit(ChannelScale layer) {
    return LayerFormat.CHANNEL_SCALE.write(layer);
  }

  @Override
  public JsonObject visit(SoftmaxOutput layer) {
    return LayerFormat.SOFTMAX_OUTPUT.write(layer);
  }

  @Override
  public JsonObject visit(RegressionOutput layer) {
    return LayerFormat.REGRESSION_OUTPUT.write(layer);
  }
}
