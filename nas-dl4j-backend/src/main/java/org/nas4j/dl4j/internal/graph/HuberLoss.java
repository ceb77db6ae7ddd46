package org.nas4j.dl4j.internal.graph;

import org.nas4j.arch.RegressionLoss;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * {@link RegressionLoss#HUBER}, which Deeplearning4j lacks: the mean over the numbers of each
 * example. Read by Deeplearning4j from saved graphs by this name. Without state.
 */
public final class HuberLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j, which makes it by reflection too. */
  public HuberLoss() {}

  private static INDArray differences(INDArray labels, INDArray given, IActivation activation) {
    return activation.getActivation(given.dup(), true).subi(labels.castTo(given.dataType()));
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
    INDArray differences = differences(labels, given, activation);
    long width = differences.size(1);
    double[] sums = new double[(int) differences.size(0)];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < width; j++) {
        sums[i] += RegressionLoss.HUBER.of(differences.getDouble(i, j)) / width;
      }
    }
    INDArray scores = Nd4j.createFromArray(sums).reshape(sums.length, 1);
    return mask == null ? scores : scores.muli(mask.castTo(scores.dataType()));
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray given, IActivation activation, INDArray mask) {
    INDArray slopes = differences(labels, given, activation);
    for (int i = 0; i < slopes.size(0); i++) {
      for (int j = 0; j < slopes.size(1); j++) {
        double slope = RegressionLoss.HUBER.slope(slopes.getDouble(i, j));
        slopes.putScalar(i, j, slope / slopes.size(1));
      }
    }
    if (mask != null) {
      slopes.muliColumnVector(mask.castTo(slopes.dataType()));
    }
    return activation.backprop(given, slopes).getFirst();
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
    return toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HuberLoss;
  }

  @Override
  public int hashCode() {
    return HuberLoss.class.hashCode();
  }

  @Override
  public String toString() {
    return "HuberLoss";
  }
}
