package org.nas4j.internal.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.nas4j.policy.PolicyGradient;
import org.nas4j.space.Genotype;

/**
 * Proposes by a policy and gathers what came of it, until there is enough for an update; keeps the
 * best trials to be imitated. What REINFORCE and PPO do alike. For one thread.
 */
public final class ExperienceCollector {

  private final PolicyGradient settings;
  private final Actor actor;
  private final BestTrials best;
  private List<Experience> batch = new ArrayList<>();

  /**
   * A collector that knows nothing.
   *
   * @param settings what the methods share
   * @param actor draws proposals
   */
  public ExperienceCollector(PolicyGradient settings, Actor actor) {
    this.settings = settings;
    this.actor = actor.redraws(settings.redraws()).rejected(settings.rejected());
    this.best = new BestTrials(settings.imitation());
  }

  /**
   * Draws a proposal.
   *
   * @param random draws it
   * @return feasible or not
   */
  public Genotype propose(RandomGenerator random) {
    return actor.propose(random);
  }

  /**
   * Forgets the latest proposal of a genotype, which will not be observed.
   *
   * @param genotype as proposed
   */
  public void withdraw(Genotype genotype) {
    actor.withdraw(genotype);
  }

  /**
   * Takes note of a trial.
   *
   * @param observation how it ended
   * @param duplicate whether it re-used the outcome of an equal one
   * @return a batch that is full now, and is forgotten here; empty if more are needed
   */
  public Optional<List<Experience>> observe(Observation observation, boolean duplicate) {
    boolean skipped = duplicate && !settings.learnsFromDuplicates();
    Observation told = skipped
        ? new Observation(observation.genotype(), OptionalDouble.empty(), observation.rejected())
        : observation;
    actor.observe(told).ifPresent(experience -> {
      batch.add(experience);
      best.add(experience);
    });
    if (batch.size() < settings.batch()) {
      return Optional.empty();
    }
    List<Experience> full = batch;
    batch = new ArrayList<>();
    return Optional.of(full);
  }

  /**
   * Adds to the gradient of a policy's parameters what imitation of the best trials wants.
   *
   * @param policy whose gradient
   * @param random draws the trials
   */
  public void addImitation(LstmPolicy policy, RandomGenerator random) {
    best.addGradient(policy, random);
  }
}
