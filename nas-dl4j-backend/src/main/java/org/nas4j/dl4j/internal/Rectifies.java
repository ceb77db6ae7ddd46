package org.nas4j.dl4j.internal;

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

/** Whether what computes a layer can set negative results to 0 on the way. */
final class Rectifies implements LayerVisitor<Boolean> {

  @Override
  public Boolean visit(Convolution layer) {
    return true;
  }

  @Override
  public Boolean visit(DepthwiseConvolution layer) {
    return true;
  }

  @Override
  public Boolean visit(SeparableConvolution layer) {
    return true;
  }

  @Override
  public Boolean visit(FactorizedReduction layer) {
    return false;
  }

  @Override
  public Boolean visit(Pooling layer) {
    return false;
  }

  @Override
  public Boolean visit(GlobalPooling layer) {
    return false;
  }

  @Override
  public Boolean visit(BatchNormalization layer) {
    return true;
  }

  @Override
  public Boolean visit(Activation layer) {
    return false;
  }

  @Override
  public Boolean visit(Dense layer) {
    return false;
  }

  @Override
  public Boolean visit(Dropout layer) {
    return false;
  }

  @Override
  public Boolean visit(DropPath layer) {
    return false;
  }

  @Override
  public Boolean visit(Identity layer) {
    return false;
  }

  @Override
  public Boolean visit(Flatten layer) {
    return false;
  }

  @Override
  public Boolean visit(ZeroPad layer) {
    return false;
  }

  @Override
  public Boolean visit(ChannelWindow layer) {
    return false;
  }

  @Override
  public Boolean visit(Average layer) {
    return false;
  }

  @Override
  public Boolean visit(Add layer) {
    return false;
  }

  @Override
  public Boolean visit(Concat layer) {
    return false;
  }

  @Override
  public Boolean visit(ChannelScale layer) {
    return false;
  }

  @Override
  public Boolean visit(SoftmaxOutput layer) {
    return false;
  }

  @Override
  public Boolean visit(RegressionOutput layer) {
    return false;
  }
}
