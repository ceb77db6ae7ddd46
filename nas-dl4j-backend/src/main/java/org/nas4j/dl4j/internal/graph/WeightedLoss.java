package org.nas4j.dl4j.internal.graph;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss in which examples count differently. Deeplearning4j's masks are no weights: cross-entropy
 * gives another sum for one of 1/2. It stands in for the loss of a layer during one step and is
 * never saved.
 */
final class WeightedLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private final transient INDArray weights;

  /** The weights are a column. */
  WeightedLoss(ILossFunction loss, INDArray weights) {
    this.loss = loss;
    this.weights = weights;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray given, IActivation activation, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, given, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray given, IActivation activation, INDArray mask) {
    double[] scores = new double[(int) weights.length()];
    for (int i = 0; i < scores.length; i++) {
      // One by one: the array that LossMAE gives lacks the division by the width, its sum does not.
      double score =
          loss.computeScore(labels.getRow(i, true), given.getRow(i, true), activation, null, false);
      scores[i] = weights.getDouble(i) * score;
    }
    return Nd4j.createFromArray(scores).reshape(scores.length, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray given, IActivation activation, INDArray mask) {
    INDArray gradient = loss.computeGradient(labels, given, activation, null);
    return gradient.muliColumnVector(weights.castTo(gradient.dataType()));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray given, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, given, activation, mask, average),
        computeGradient(labels, given, activation, mask));
  }

  @Override
  public String name() {
    return "WeightedLoss";
  }
}
