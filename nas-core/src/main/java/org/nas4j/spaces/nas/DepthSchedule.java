package org.nas4j.spaces.nas;

import org.nas4j.internal.checks.Checks;

/**
 * A number of layers that grows with the number of sampled architectures: a search starts with
 * shallow networks and goes deeper (Zoph and Le 2017, section 4.1; zoph2017nas).
 *
 * @param initial layers at the start, at least 1
 * @param increase layers that are added each time, at least 0
 * @param every architectures between two increases, at least 1
 */
public record DepthSchedule(int initial, int increase, int every) {

  /** The paper's: 6 layers, and 2 more after each 1,600 architectures. */
  public static final DepthSchedule NAS = new DepthSchedule(6, 2, 1600);

  /** Checks. */
  public DepthSchedule {
    Checks.positive(initial, "initial number of layers");
    Checks.atLeast(increase, 0, "increase of layers");
    Checks.positive(every, "number of architectures between increases");
  }

  /**
   * The number of layers at a moment of the search.
   *
   * @param sampled how many architectures were sampled before, at least 0
   * @return number of layers
   */
  public int layers(long sampled) {
    if (sampled < 0) {
      throw new IllegalArgumentException(
          "The number of sampled architectures is negative: [" + sampled + "].");
    }
    return Math.toIntExact(initial + sampled / every * increase);
  }
}
