package org.nas4j.internal.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.policy.RejectedReward;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.space.Walk;

/**
 * Draws proposals from a policy and remembers, first in first out, under which probabilities, until
 * they are observed: the policy may have changed by then, if several trials are in flight.
 */
public final class Actor {

  /** Each redraw is hotter by this factor than the one before. */
  private static final double HEAT = 1.2;

  private final LstmPolicy policy;
  private final Function<Chooser, Walk> walk;
  private final Function<Genotype, Walk> replay;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Set<Genotype> known = new HashSet<>();
  private int redraws;
  private RejectedReward rejected = RejectedReward.WORST;
  private double worst = Double.POSITIVE_INFINITY;

  /**
   * An actor with an empty memory.
   *
   * @param policy what to draw from
   * @param walk walks the space with a chooser's answers
   * @param replay walks the space with recorded answers
   */
  public Actor(LstmPolicy policy, Function<Chooser, Walk> walk, Function<Genotype, Walk> replay) {
    this.policy = policy;
    this.walk = walk;
    this.replay = replay;
  }

  /**
   * How often a proposal is drawn anew if it was proposed or observed before, each time at a
   * temperature 1.2 times as high; 0 by default.
   *
   * @param count at least 0
   * @return this
   */
  public Actor redraws(int count) {
    redraws = count;
    return this;
  }

  /**
   * What is learned from candidates that could not be built; that they are as bad as the worst, by
   * default.
   *
   * @param rule which reward they get
   * @return this
   */
  public Actor rejected(RejectedReward rule) {
    rejected = rule;
    return this;
  }

  /**
   * Draws a proposal.
   *
   * @param random draws it
   * @return feasible or not
   */
  public Genotype propose(RandomGenerator random) {
    Walk drawn = draw(random, 1);
    for (int i = 1; i <= redraws && known.contains(drawn.genotype()); i++) {
      drawn = draw(random, StrictMath.pow(HEAT, i));
    }
    note(drawn.genotype());
    Episode episode = Episode.of(drawn);
    policy.keep(episode);
    double[] logProbabilities = policy.trace().logProbabilities();
    pending.add(new Pending(drawn.genotype(), episode, logProbabilities));
    return drawn.genotype();
  }

  private Walk draw(RandomGenerator random, double temperature) {
    return walk.apply(policy.begin().sampling(random, temperature));
  }

  private void note(Genotype genotype) {
    if (redraws > 0) {
      known.add(genotype);
    }
  }

  /**
   * What there is to learn from a trial. One that was not proposed here is walked and counts as
   * drawn from the present policy.
   *
   * @param observation how the trial ended
   * @return points, options and reward; empty if there is no reward
   */
  public Optional<Experience> observe(Observation observation) {
    Genotype genotype = observation.genotype();
    Pending found = forget(genotype, pending.iterator());
    note(genotype);
    observation.reward().ifPresent(each -> worst = Math.min(worst, each));
    OptionalDouble reward = observation.rejected() ? rejected.reward(worst) : observation.reward();
    if (reward.isEmpty()) {
      return Optional.empty();
    }
    if (found != null) {
      return Optional.of(
          new Experience(found.episode, found.logProbabilities, reward.getAsDouble()));
    }
    Episode episode = Episode.of(replay.apply(genotype));
    double[] logProbabilities = policy.trace(episode).logProbabilities();
    return Optional.of(new Experience(episode, logProbabilities, reward.getAsDouble()));
  }

  /**
   * Forgets what was noted of the latest proposal of a genotype, which will not be observed.
   *
   * @param genotype as proposed
   */
  public void withdraw(Genotype genotype) {
    forget(genotype, pending.descendingIterator());
  }

  /** Takes the first pending proposal of a genotype out of the memory; null if there is none. */
  private static Pending forget(Genotype genotype, Iterator<Pending> each) {
    while (each.hasNext()) {
      Pending candidate = each.next();
      if (candidate.genotype.equals(genotype)) {
        each.remove();
        return candidate;
      }
    }
    return null;
  }

  private record Pending(Genotype genotype, Episode episode, double[] logProbabilities) {}
}
