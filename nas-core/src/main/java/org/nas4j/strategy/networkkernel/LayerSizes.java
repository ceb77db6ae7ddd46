package org.nas4j.strategy.networkkernel;

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
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;

/** The numbers by which layers of a kind differ: kernel, stride, filters, units. */
enum LayerSizes implements LayerVisitor<double[]> {
  /** The only one. */
  OF;

  private static final double[] NONE = {};

  private static double[] of(Window window, double... more) {
    double[] sizes = new double[more.length + 2];
    System.arraycopy(more, 0, sizes, 0, more.length);
    sizes[more.length] = window.area();
    sizes[more.length + 1] = window.strideHeight() * window.strideWidth();
    return sizes;
  }

  @Override
  public double[] visit(Convolution layer) {
    return of(layer.window(), layer.filters());
  }

  @Override
  public double[] visit(DepthwiseConvolution layer) {
    return of(layer.window());
  }

  @Override
  public double[] visit(SeparableConvolution layer) {
    return of(layer.window(), layer.filters());
  }

  @Override
  public double[] visit(FactorizedReduction layer) {
    return new double[] {layer.filters()};
  }

  @Override
  public double[] visit(Pooling layer) {
    return of(layer.window());
  }

  @Override
  public double[] visit(GlobalPooling layer) {
    return NONE;
  }

  @Override
  public double[] visit(BatchNormalization layer) {
    return NONE;
  }

  @Override
  public double[] visit(Activation layer) {
    return NONE;
  }

  @Override
  public double[] visit(Dense layer) {
    return new double[] {layer.units()};
  }

  @Override
  public double[] visit(Dropout layer) {
    return NONE;
  }

  @Override
  public double[] visit(DropPath layer) {
    return NONE;
  }

  @Override
  public double[] visit(Identity layer) {
    return NONE;
  }

  @Override
  public double[] visit(Flatten layer) {
    return NONE;
  }

  @Override
  public double[] visit(ZeroPad layer) {
    return NONE;
  }

  @Override
  public double[] visit(ChannelWindow layer) {
    return new double[] {layer.channels()};
  }

  @Override
  public double[] visit(Average layer) {
    return NONE;
  }

  @Override
  public double[] visit(Add layer) {
    return NONE;
  }

  @Override
  public double[] visit(Concat layer) {
    return NONE;
  }

  @Override
  public double[] visit(ChannelScale layer) {
    return NONE;
  }

  @Override
  public double[] visit(SoftmaxOutput layer) {
    return NONE;
  }

  @Override
  public double[] visit(RegressionOutput layer) {
    return NONE;
  }
}
