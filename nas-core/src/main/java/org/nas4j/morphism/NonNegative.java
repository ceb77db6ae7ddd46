package org.nas4j.morphism;

import java.util.HashMap;
import java.util.Map;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Node;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;

/** Which nodes yield no negative number, whatever the input and the weights. */
final class NonNegative {

  private final Map<String, Boolean> known = new HashMap<>();

  private NonNegative(Architecture architecture) {
    known.put(Architecture.INPUT, false);
    for (Node node : architecture.nodes()) {
      known.put(node.name(), node.layer().accept(new Sign(node)));
    }
  }

  static boolean at(Architecture architecture, String name) {
    return new NonNegative(architecture).known.get(name);
  }

  private final class Sign extends WeightedLayers<Boolean> {

    private final Node node;

    Sign(Node node) {
      this.node = node;
    }

    @Override
    public Boolean visit(Convolution layer) {
      return false;
    }

    @Override
    public Boolean visit(DepthwiseConvolution layer) {
      return false;
    }

    @Override
    public Boolean visit(SeparableConvolution layer) {
      return false;
    }

    @Override
    public Boolean visit(FactorizedReduction layer) {
      return false;
    }

    @Override
    public Boolean visit(BatchNormalization layer) {
      return false;
    }

    @Override
    public Boolean visit(Dense layer) {
      return false;
    }

    @Override
    public Boolean visit(SoftmaxOutput layer) {
      return true;
    }

    @Override
    public Boolean visit(RegressionOutput layer) {
      return false;
    }

    /** Poolings, joins and the like make nothing negative. */
    @Override
    Boolean weightless(Layer layer) {
      boolean rectifies = layer instanceof Activation activation
          && (activation.function() == Activation.Function.RELU
              || activation.function() == Activation.Function.RELU6
              || activation.function() == Activation.Function.SIGMOID);
      return rectifies || node.inputs().stream().allMatch(known::get);
    }
  }
}
