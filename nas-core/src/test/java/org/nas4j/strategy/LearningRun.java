package org.nas4j.strategy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Priced;
import org.nas4j.predict.UntrainedScores;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.Trial;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;

/**
 * A controller that proposes and at once is told a reward, sample by sample as the papers count
 * them: without the engine, which would re-use outcomes and stop when it meets but duplicates.
 *
 * @param <A> what the space builds
 */
public final class LearningRun<A> implements ControllerContext {

  private final SearchSpace<A> space;
  private final long seed;
  private long nextId;
  private long walks;

  /** A context for one controller. */
  public LearningRun(SearchSpace<A> space, long seed) {
    this.space = space;
    this.seed = seed;
  }

  /** Runs a strategy from its start; the rewards of its samples, in order. */
  public static <A> double[] rewards(
      SearchStrategy strategy,
      SearchSpace<A> space,
      ToDoubleFunction<A> reward,
      int samples,
      long seed) {
    LearningRun<A> run = new LearningRun<>(space, seed);
    Controller controller = strategy.open(run);
    double[] rewards = new double[samples];
    for (int i = 0; i < samples; i++) {
      rewards[i] = run.step(controller, reward);
    }
    return rewards;
  }

  /** One sample; its reward. */
  public double step(Controller controller, ToDoubleFunction<A> reward) {
    Optional<Proposal> proposal = controller.propose(random("propose " + nextId));
    Genotype genotype = proposal.orElseThrow().genotype();
    double value = reward.applyAsDouble(space.replay(genotype).architecture());
    tell(controller, genotype, value);
    return value;
  }

  /** What a controller proposes by the draws of a seed. */
  public static Genotype next(Controller controller, long seed) {
    return controller.propose(new SplittableRandom(seed)).orElseThrow().genotype();
  }

  /** Tells a controller a reward for any genotype. */
  public void tell(Controller controller, Genotype genotype, double reward) {
    tell(
        controller,
        genotype,
        new Outcome.Scored(reward, Evaluation.of(Metric.VALIDATION_ACCURACY, reward)));
  }

  /** Tells a controller that the evaluation of a genotype broke off, for no reward. */
  public void tellFailure(Controller controller, Genotype genotype) {
    tell(controller, genotype, new Outcome.Failed("out of memory", "", OptionalDouble.empty()));
  }

  /** Tells a controller how any genotype ended. */
  public void tell(Controller controller, Genotype genotype, Outcome outcome) {
    tell(controller, genotype, outcome, OptionalLong.empty());
  }

  /** Tells a controller an outcome that was taken over from an earlier trial. */
  public void tellDuplicate(Controller controller, Genotype genotype, Outcome outcome) {
    tell(controller, genotype, outcome, OptionalLong.of(0));
  }

  private void tell(
      Controller controller, Genotype genotype, Outcome outcome, OptionalLong duplicateOf) {
    long id = nextId++;
    Trial trial =
        new Trial(id, genotype, OptionalLong.empty(), outcome, Duration.ZERO, duplicateOf);
    controller.observe(trial, random("observe " + id));
  }

  /** In how many answers two genotypes of a space that always asks the same differ. */
  public static int differences(Genotype one, Genotype other) {
    int differences = 0;
    for (int i = 0; i < one.size(); i++) {
      differences += one.genes().get(i).equals(other.genes().get(i)) ? 0 : 1;
    }
    return differences;
  }

  /** How many candidates were drawn so far, proposed or not. */
  public long walks() {
    return walks;
  }

  @Override
  public Walk walk(Chooser chooser) {
    walks++;
    return space.sample(chooser).walk();
  }

  @Override
  public Walk walk(Genotype genotype) {
    return space.replay(genotype).walk();
  }

  @Override
  public Map<Metric, Double> costs(Genotype genotype) {
    return Priced.costsOf(space.replay(genotype).architecture());
  }

  @Override
  public Map<Metric, Double> scores(Genotype genotype) {
    return UntrainedScores.of(space.replay(genotype).architecture());
  }

  @Override
  public RandomGenerator random(String purpose) {
    return new SplittableRandom(seed * 1_000_003 + purpose.hashCode());
  }
}
