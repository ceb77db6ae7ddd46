package org.nas4j.torch.internal;

import static org.nas4j.torch.internal.LibTorch.kept;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The statistics by which one pass normalized, in the order of its nodes. */
final class BatchMoments implements AutoCloseable {

  private final List<Tensor> means = new ArrayList<>();
  private final List<Tensor> inverseDeviations = new ArrayList<>();

  /**
   * Adds those of a node.
   *
   * @param mean of each channel
   * @param inverseDeviation of each channel: the inverse root of variance plus epsilon
   */
  void add(Tensor mean, Tensor inverseDeviation) {
    means.add(kept(mean.detach()));
    inverseDeviations.add(kept(inverseDeviation.detach()));
  }

  boolean isEmpty() {
    return means.isEmpty();
  }

  /** All means. */
  Tensor means() {
    return torch.cat(new TensorVector(means.toArray(Tensor[]::new)));
  }

  /** All variances, with the epsilon that was added to each. */
  Tensor enlargedVariances() {
    return torch
        .cat(new TensorVector(inverseDeviations.toArray(Tensor[]::new)))
        .pow(new Scalar(-2.0));
  }

  @Override
  public void close() {
    means.forEach(Tensor::close);
    inverseDeviations.forEach(Tensor::close);
  }
}
