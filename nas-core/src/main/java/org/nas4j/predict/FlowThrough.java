package org.nas4j.predict;

import java.util.ArrayList;
import java.util.List;
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
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.ZeroPad;

/**
 * What each kind of layer makes of the values that come to it.
 *
 * @param flows of the layer's inputs
 * @param inputs their shapes
 * @param output shape of the layer's output
 */
record FlowThrough(List<Flow> flows, List<Shape> inputs, Shape output)
    implements LayerVisitor<Flow> {

  private Flow first() {
    return flows.get(0);
  }

  private double channels() {
    return inputs.get(0).match(Shape.Image::channels, Shape.Vector::channels);
  }

  @Override
  public Flow visit(Convolution layer) {
    return first().throughWeights(channels() / layer.groups() * layer.window().area());
  }

  @Override
  public Flow visit(DepthwiseConvolution layer) {
    return first().throughWeights(layer.window().area());
  }

  @Override
  public Flow visit(SeparableConvolution layer) {
    return first().throughWeights(layer.window().area()).throughWeights(channels());
  }

  @Override
  public Flow visit(FactorizedReduction layer) {
    return first().throughWeights(channels());
  }

  @Override
  public Flow visit(Dense layer) {
    return first().throughWeights(inputs.get(0).elements());
  }

  @Override
  public Flow visit(SoftmaxOutput layer) {
    return first().throughWeights(inputs.get(0).elements());
  }

  @Override
  public Flow visit(RegressionOutput layer) {
    return first().throughWeights(inputs.get(0).elements());
  }

  @Override
  public Flow visit(Add layer) {
    return Flow.sum(flows);
  }

  @Override
  public Flow visit(Average layer) {
    return Flow.sum(flows).scaled(1.0 / flows.size());
  }

  @Override
  public Flow visit(Concat layer) {
    List<Flow> shares = new ArrayList<>();
    for (int i = 0; i < flows.size(); i++) {
      shares.add(flows.get(i).scaled((double) inputs.get(i).elements() / output.elements()));
    }
    return Flow.sum(shares);
  }

  /** The border that is added holds nothing. */
  @Override
  public Flow visit(ZeroPad layer) {
    return first().scaled((double) inputs.get(0).elements() / output.elements());
  }

  /** So do channels that are not there. */
  @Override
  public Flow visit(ChannelWindow layer) {
    return first().scaled(layer.taken((int) channels()) / (double) layer.channels());
  }

  /** What flows is in the maps; their factors come on top, and are at most 1. */
  @Override
  public Flow visit(ChannelScale layer) {
    return first();
  }

  @Override
  public Flow visit(Pooling layer) {
    return first();
  }

  @Override
  public Flow visit(GlobalPooling layer) {
    return first();
  }

  @Override
  public Flow visit(BatchNormalization layer) {
    return first();
  }

  @Override
  public Flow visit(Activation layer) {
    return first();
  }

  @Override
  public Flow visit(Dropout layer) {
    return first();
  }

  @Override
  public Flow visit(DropPath layer) {
    return first();
  }

  @Override
  public Flow visit(Identity layer) {
    return first();
  }

  @Override
  public Flow visit(Flatten layer) {
    return first();
  }
}
