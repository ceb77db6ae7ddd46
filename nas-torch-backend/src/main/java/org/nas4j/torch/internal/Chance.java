package org.nas4j.torch.internal;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;

/** What dropout and dropped paths go by. For one thread. */
final class Chance implements AutoCloseable {

  private final Generator generator;
  private double progress;

  Chance(long seed) {
    this.generator = LibTorch.kept(LibTorch.generator(seed));
  }

  /** Begins anew. */
  void seed(long seed) {
    generator.set_current_seed(seed);
  }

  /** How much of the training is over, in [0, 1]. */
  double progress() {
    return progress;
  }

  void progress(double share) {
    progress = share;
  }

  GeneratorOptional generator() {
    return new GeneratorOptional(generator);
  }

  @Override
  public void close() {
    generator.close();
  }
}
