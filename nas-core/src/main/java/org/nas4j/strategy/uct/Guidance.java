package org.nas4j.strategy.uct;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.nas4j.internal.untrained.UntrainedFigures;
import org.nas4j.search.ControllerContext;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * Chooses by a surrogate: searches a tree of its own for the candidate of which the surrogate
 * expects most, by so many descents, each rewarded with the surrogate's prediction.
 */
final class Guidance {

  private final UctSettings settings;
  private final Uct.Guide guide;
  private final ControllerContext context;
  private final Surrogate surrogate;
  private final UntrainedFigures untrained;
  private final ScaledRewards rewards;
  private final Set<Genotype> known = new HashSet<>();

  Guidance(UctSettings settings, ControllerContext context) {
    this.settings = settings;
    this.guide = settings.guide().orElseThrow();
    this.context = context;
    this.surrogate = new Surrogate(guide.longest(), guide.ridge());
    this.untrained = new UntrainedFigures(context, settings.sizes().orElse(0.0));
    this.rewards = new ScaledRewards(settings.scale());
  }

  /**
   * The settings of the tree that is searched for what the surrogate likes: nothing is proposed
   * twice.
   */
  private UctSettings imagined() {
    return new Uct.Builder(settings).repeats(false).build().settings;
  }

  void proposed(Genotype genotype) {
    known.add(genotype);
  }

  void observe(Genotype genotype, double reward) {
    surrogate.add(genotype, untrained.of(genotype));
    rewards.add(reward);
  }

  Surrogate surrogate() {
    double[] values = new double[surrogate.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rewards.value(i);
    }
    surrogate.fit(values);
    return surrogate;
  }

  /**
   * The best new candidate; none while there is nothing to learn from, when it is time to explore,
   * or if none was found.
   */
  Optional<Genotype> best(RandomGenerator random) {
    if (surrogate.size() < guide.start() || random.nextDouble() < guide.exploration()) {
      return Optional.empty();
    }
    Surrogate fitted = surrogate();
    SearchTree tree = new SearchTree(imagined());
    Genotype best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < guide.samples() && !tree.isExhausted(); i++) {
      Descent descent = tree.descent(random);
      Walk walk = context.walk(descent);
      Playout playout = tree.enter(descent);
      if (!walk.isFeasible()) {
        tree.prune(playout);
        continue;
      }
      double expected = fitted.predict(walk.genotype(), untrained.of(walk.genotype()));
      tree.back(playout, expected);
      if (expected > most && !known.contains(walk.genotype())) {
        most = expected;
        best = walk.genotype();
      }
    }
    return Optional.ofNullable(best);
  }
}
