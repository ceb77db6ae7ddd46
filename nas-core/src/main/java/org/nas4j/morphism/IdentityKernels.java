package org.nas4j.morphism;

import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * Numbers with which a layer passes its input on: kernels are 1 in their centre, for the channel
 * itself, and 0 elsewhere; biases are 0.
 */
final class IdentityKernels {

  private IdentityKernels() {}

  /** Refuses layers that can be no identity, and are no pooling either. */
  static void require(Layer layer) {
    layer.accept(new Possible());
  }

  /** An array of a layer for which {@link #require} holds. */
  static WeightArray of(WeightSpec spec) {
    WeightArray array = WeightArray.zeros(spec.shape());
    if (spec.shape().size() == 1) {
      return array;
    }
    int outputs = spec.shape().get(0);
    int inputs = spec.shape().get(1);
    int area = array.values().length / outputs / inputs;
    for (int i = 0; i < outputs; i++) {
      array.values()[(i * inputs + i % inputs) * area + area / 2] = 1;
    }
    return array;
  }

  private static final class Possible extends WeightedLayers<Void> {

    private static Void centred(Layer layer, Window window) {
      if (window.kernelHeight() % 2 == 0 || window.kernelWidth() % 2 == 0) {
        throw impossible(layer, "an identity kernel has a centre");
      }
      return null;
    }

    private static InfeasibleException impossible(Layer layer, String why) {
      return new InfeasibleException(
          "operation cannot be the identity",
          "[" + layer + "] cannot take the place of an identity: " + why + ".");
    }

    @Override
    public Void visit(Convolution layer) {
      return centred(layer, layer.window());
    }

    @Override
    public Void visit(DepthwiseConvolution layer) {
      return centred(layer, layer.window());
    }

    @Override
    public Void visit(SeparableConvolution layer) {
      return centred(layer, layer.window());
    }

    @Override
    public Void visit(Dense layer) {
      return null;
    }

    @Override
    public Void visit(FactorizedReduction layer) {
      throw impossible(layer, "it halves rows and columns");
    }

    @Override
    public Void visit(BatchNormalization layer) {
      throw impossible(layer, "it is no operation of its own");
    }

    @Override
    public Void visit(SoftmaxOutput layer) {
      throw impossible(layer, "nothing may follow an output");
    }

    @Override
    public Void visit(RegressionOutput layer) {
      throw impossible(layer, "nothing may follow an output");
    }

    @Override
    Void weightless(Layer layer) {
      if (layer.traits().isIdle() || layer instanceof Pooling) {
        return null;
      }
      throw impossible(layer, "only identities, poolings and layers with weights can");
    }
  }
}
