package org.nas4j.oneshot;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.internal.checks.Figures;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.walking.WalkingContext;
import org.nas4j.search.Controller;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Build;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;

/**
 * The controller of a one-shot search: proposes networks that can be built, and learns from those
 * it is told of.
 */
final class OneShotPolicy<A> {

  private static final Metric SCORE = Metric.maximized("sharedWeightsScore");
  private static final int PATIENCE = 1_000;

  private final WalkingContext<A> context;
  private final Controller controller;
  private final long seed;
  private long proposals;
  private long trials;

  OneShotPolicy(SearchSpace<A> space, SearchStrategy strategy, long seed) {
    this.context = new WalkingContext<>(space, seed);
    this.seed = seed;
    this.controller = strategy.open(context);
  }

  /** A proposed network. */
  record Child<A>(Genotype genotype, A architecture) {}

  /** A network that the controller will be told about. */
  Child<A> propose() {
    for (int i = 0; i < PATIENCE; i++) {
      Optional<Proposal> proposal = controller.propose(Seeds.random(seed, proposals++, "propose"));
      if (proposal.isEmpty()) {
        break;
      }
      Genotype genotype = proposal.get().genotype();
      Build<A> build = context.replay(genotype);
      if (build.isFeasible()) {
        return new Child<>(genotype, build.architecture());
      }
      controller.withdraw(genotype);
    }
    throw new IllegalStateException(
        "The strategy proposes no network that can be built.\nMaybe use one"
            + " that may propose a network more than once.");
  }

  /** A network to be trained or looked at, of which the controller will hear nothing. */
  Child<A> sample() {
    Child<A> child = propose();
    controller.withdraw(child.genotype());
    return child;
  }

  void observe(Child<A> child, double score) {
    Outcome outcome = Figures.usable(score)
        ? new Outcome.Scored(score, Evaluation.of(SCORE, score))
        : new Outcome.Failed("diverged", "The score is [" + score + "].", OptionalDouble.empty());
    long id = trials++;
    controller.observe(
        new Trial(
            id,
            child.genotype(),
            OptionalLong.empty(),
            outcome,
            Duration.ZERO,
            OptionalLong.empty()),
        Seeds.random(seed, id, "observe"));
  }
}
