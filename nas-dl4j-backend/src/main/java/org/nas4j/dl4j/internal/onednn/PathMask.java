package org.nas4j.dl4j.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nas4j.arch.DropPath;

/**
 * Draws which examples a path lets through: 0 or the inverse of the probability to keep it, for all
 * of their values.
 */
final class PathMask implements Runnable {

  private final Tensor target;
  private final int examples;
  private final DropPath layer;
  private final TrainingProgress progress;
  private final RandomGenerator random;
  private final float[] row;

  PathMask(
      Tensor target,
      int examples,
      DropPath layer,
      TrainingProgress progress,
      RandomGenerator random) {
    this.target = target;
    this.examples = examples;
    this.layer = layer;
    this.progress = progress;
    this.random = random;
    this.row = new float[(int) (target.layout().bytes() / Float.BYTES / examples)];
  }

  @Override
  public void run() {
    FloatBuffer mask = target.values();
    double keep = layer.keepAt(progress.share);
    for (int i = 0; i < examples; i++) {
      boolean kept = keep == 1 || random.nextDouble() < keep;
      Arrays.fill(row, kept ? (float) (1 / keep) : 0);
      mask.put(i * row.length, row);
    }
  }
}
