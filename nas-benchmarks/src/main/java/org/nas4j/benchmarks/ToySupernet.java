package org.nas4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.WeightArray;
import org.nas4j.oneshot.Supernet;
import org.nas4j.oneshot.SupernetState;

/**
 * Shared weights that cost nothing, each step of which depends on all steps before it: whatever is
 * lost or done twice changes everything that follows. For one thread.
 */
final class ToySupernet implements Supernet<Integer> {

  private static final int TRAINING_BATCHES = 20;
  private static final int VALIDATION_BATCHES = 3;

  private final WeightArray weights;
  private final long delay;
  private long seed;

  /**
   * Weights of zeros.
   *
   * @param children how many different ones there are, by their numbers
   * @param seed of all draws
   * @param delay milliseconds that a step takes
   */
  ToySupernet(int children, long seed, long delay) {
    this.weights = WeightArray.zeros(List.of(children));
    this.seed = seed;
    this.delay = delay;
  }

  @Override
  public int trainingBatches() {
    return TRAINING_BATCHES;
  }

  @Override
  public double train(Integer child, double learningRate) throws InterruptedException {
    Thread.sleep(delay);
    seed = new SplittableRandom(seed).nextLong();
    float noise = (seed >>> 40) * 0x1p-24f;
    weights.values()[child] += (float) learningRate * noise;
    return weights.values()[child] * noise;
  }

  @Override
  public int validationBatches() {
    return VALIDATION_BATCHES;
  }

  @Override
  public double score(Integer child, int batch) throws InterruptedException {
    Thread.sleep(delay);
    return weights.values()[child] + 0.001 * child + 0.0001 * batch;
  }

  @Override
  public SupernetState state() {
    return new SupernetState(Map.of("weights", weights.copy()), Map.of("seed", seed));
  }

  @Override
  public void restore(SupernetState state) {
    float[] saved = state.arrays().get("weights").values();
    System.arraycopy(saved, 0, weights.values(), 0, weights.values().length);
    seed = state.number("seed");
  }

  /** All that it is, in one line. */
  @Override
  public String toString() {
    return seed + " " + Arrays.hashCode(weights.values());
  }
}
