package org.nas4j.torch.internal;

import java.util.Collection;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.nas4j.dl4j.internal.Optimizer;

/**
 * Turns gradients into steps of weights, by the rules of {@link org.nas4j.dl4j.internal.UpdateRule}
 * on whatever device the vectors are. Stateless; to be called while no derivatives are recorded.
 */
final class OptimizerStep {

  private final Optimizer optimizer;
  private final double weightDecay;

  /**
   * A rule.
   *
   * @param weightDecay factor of the weights that is added to their gradient
   */
  OptimizerStep(Optimizer optimizer, double weightDecay) {
    this.optimizer = optimizer;
    this.weightDecay = weightDecay;
  }

  /** Shortens the gradients of a network to what the optimizer allows. */
  void clip(Collection<ParameterVector> network) {
    if (optimizer.clip() == Double.POSITIVE_INFINITY) {
      return;
    }
    double squares = 0;
    for (ParameterVector vector : network) {
      double norm = vector.gradients().norm().item_float();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    if (norm > optimizer.clip()) {
      Scalar factor = new Scalar(optimizer.clip() / norm);
      network.forEach(vector -> vector.gradients().mul_(factor));
    }
  }

  /**
   * Takes a step.
   *
   * @param vector whose values change; its gradients are the mean over the batch, without decay
   * @param rate the step's length
   */
  void take(ParameterVector vector, double rate) {
    int step = vector.count();
    if (weightDecay != 0 && vector.decaying() > 0) {
      Tensor shrinking = vector.values().narrow(0, 0, vector.decaying());
      vector.gradients().narrow(0, 0, vector.decaying()).add_(shrinking, new Scalar(weightDecay));
    }
    switch (optimizer.method()) {
      case NESTEROV -> nesterov(vector, rate);
      case RMSPROP -> rmsProp(vector, rate);
      case ADAM -> adam(vector, rate, step);
    }
  }

  private void nesterov(ParameterVector vector, double rate) {
    Scalar momentum = new Scalar(optimizer.first());
    Scalar length = new Scalar(-rate);
    Tensor velocity = vector.first().mul_(momentum).add_(vector.gradients(), length);
    vector.values().add_(vector.gradients(), length).add_(velocity, momentum);
  }

  private void rmsProp(ParameterVector vector, double rate) {
    Tensor gradients = vector.gradients();
    Tensor square = vector
        .first()
        .mul_(new Scalar(optimizer.first()))
        .addcmul_(gradients, gradients, new Scalar(1 - optimizer.first()));
    Tensor root = square.sqrt().add_(new Scalar(optimizer.epsilon()));
    vector.values().addcdiv_(gradients, root, new Scalar(-rate));
  }

  private void adam(ParameterVector vector, double rate, int step) {
    Tensor gradients = vector.gradients();
    Tensor mean = vector
        .first()
        .mul_(new Scalar(optimizer.first()))
        .add_(gradients, new Scalar(1 - optimizer.first()));
    Tensor square = vector
        .second()
        .mul_(new Scalar(optimizer.second()))
        .addcmul_(gradients, gradients, new Scalar(1 - optimizer.second()));
    double length = rate
        * Math.sqrt(1 - Math.pow(optimizer.second(), step))
        / (1 - Math.pow(optimizer.first(), step));
    Tensor root = square.sqrt().add_(new Scalar(optimizer.epsilon()));
    vector.values().addcdiv_(mean, root, new Scalar(-length));
  }
}
