package org.nas4j.dl4j.internal.onednn;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws for all places of all networks on shared weights. It begins anew with each step, from the
 * seed and the step's number, so that what a step draws does not depend on which networks were made
 * before it. For one thread.
 */
final class StepRandom implements RandomGenerator {

  private RandomGenerator current = new SplittableRandom(0);

  void begin(RandomGenerator generator) {
    current = generator;
  }

  @Override
  public long nextLong() {
    return current.nextLong();
  }
}
