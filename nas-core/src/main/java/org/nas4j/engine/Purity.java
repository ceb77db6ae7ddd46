package org.nas4j.engine;

import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * Recognises spaces that are no pure functions, by a few walks that are walked again with the same
 * answers. Evidence, not proof: whoever replays a genotype later names what did not repeat itself.
 * Stateless.
 */
final class Purity {

  private static final int WALKS = 4;
  private static final long SEED = 0x7075_7265L;
  private static final String ADVICE =
      "\nMaybe it draws random numbers of its own, keeps a field from one call to the next, or goes through a set or"
          + " map without order; let it depend on the answers alone.";

  private Purity() {}

  /**
   * Walks the space twice.
   *
   * @throws IllegalStateException if it asked or built something else the second time
   */
  static void check(SearchSpace<?> space) {
    for (int i = 0; i < WALKS; i++) {
      RandomGenerator random = Seeds.random(SEED, i, "purity");
      Build<?> first = space.sample(Chooser.uniform(random));
      String before = Fingerprints.describe(first);
      String after = Fingerprints.describe(again(space, first.genotype()));
      if (!before.equals(after)) {
        throw new IllegalStateException(
            "The space is not pure: with equal answers it asked and built [" + before
                + "], and then [" + after + "]." + ADVICE);
      }
    }
  }

  private static Build<?> again(SearchSpace<?> space, Genotype genotype) {
    try {
      return space.replay(genotype);
    } catch (IllegalArgumentException e) {
      throw unrepeatable(e);
    }
  }

  /** What to say of a genotype that its own space does not ask. */
  static IllegalStateException unrepeatable(IllegalArgumentException cause) {
    return new IllegalStateException(
        "The space is not pure, or the strategy proposed what the space does not ask: "
            + Texts.messageOf(cause) + ADVICE,
        cause);
  }
}
