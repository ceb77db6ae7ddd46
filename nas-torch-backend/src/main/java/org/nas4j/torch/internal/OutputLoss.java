package org.nas4j.torch.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Layer;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.dl4j.internal.Targets;

/** The mean loss over a batch, in 32 bits. */
final class OutputLoss {

  /** Probabilities are not taken for smaller than this where a loss is told. */
  private static final double SMALLEST = 1e-10;

  private OutputLoss() {}

  /**
   * What is told, and what is derived: they differ where a probability is next to nothing.
   *
   * @param told a number
   * @param derived a tensor with one value
   */
  record Pair(Tensor told, Tensor derived) {}

  /**
   * Derives by the weights.
   *
   * @param loss of a pass
   * @param trained whose gradients it leaves behind, if it does not fail
   */
  static void backward(Pair loss, Iterable<ParameterVector> trained) {
    try {
      loss.derived().backward();
    } catch (RuntimeException e) {
      trained.forEach(ParameterVector::forgetGradients);
      throw e;
    }
  }

  /**
   * Compares.
   *
   * @param outputs names of those that have a part in the loss
   * @param pass what the network said
   */
  static Pair of(
      Architecture architecture,
      Iterable<String> outputs,
      ForwardPass pass,
      Targets targets,
      double smoothing) {
    Pair sum = null;
    for (String name : outputs) {
      Layer layer = architecture.node(name).layer();
      Tensor said = pass.value(name).to(ScalarType.Float);
      Tensor wanted = wanted(targets, (int) said.size(1), smoothing);
      Pair loss = layer instanceof RegressionOutput regression
          ? error(regression, said, wanted, targets)
          : entropy((SoftmaxOutput) layer, said, wanted, targets);
      sum = sum == null
          ? loss
          : new Pair(sum.told().add(loss.told()), sum.derived().add(loss.derived()));
    }
    return sum;
  }

  private static Tensor wanted(Targets targets, int width, double smoothing) {
    float[] all = new float[targets.size() * width];
    float[] row = new float[width];
    for (int i = 0; i < targets.size(); i++) {
      targets.write(i, smoothing, row);
      System.arraycopy(row, 0, all, i * width, width);
    }
    return Tensors.of(all, targets.size(), width);
  }

  private static Pair entropy(SoftmaxOutput layer, Tensor said, Tensor wanted, Targets targets) {
    Tensor logarithms = torch.log_softmax(said, 1);
    Scalar factor = new Scalar(-layer.lossWeight());
    Tensor limited = logarithms.detach().clamp_min(new Scalar(Math.log(SMALLEST)));
    return new Pair(
        mean(limited.mul(wanted).sum(1), targets).mul(factor),
        mean(logarithms.mul(wanted).sum(1), targets).mul(factor));
  }

  private static Pair error(RegressionOutput layer, Tensor said, Tensor wanted, Targets targets) {
    Tensor difference = said.sub(wanted);
    Tensor errors = switch (layer.loss()) {
      case SQUARED -> difference.mul(difference);
      case ABSOLUTE -> difference.abs();
      case HUBER -> torch.huber_loss(said, wanted, 0, 1);
    };
    Tensor mean = mean(errors.mean(1), targets);
    return new Pair(mean.detach(), mean);
  }

  /** Over the examples, of which each counts as the targets say. */
  private static Tensor mean(Tensor each, Targets targets) {
    if (!targets.isWeighted()) {
      return each.mean();
    }
    float[] weights = new float[targets.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = targets.weight(i);
    }
    return each.mul(Tensors.of(weights, weights.length)).mean();
  }
}
