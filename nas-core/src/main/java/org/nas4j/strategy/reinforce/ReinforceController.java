package org.nas4j.strategy.reinforce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Adam;
import org.nas4j.policy.Actor;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Experience;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LstmPolicy;
import org.nas4j.policy.Observation;
import org.nas4j.policy.Trace;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/** Gathers a batch of observed trials, then makes one step along their policy gradient. */
final class ReinforceController implements Controller {

  private final Reinforce.Builder settings;
  private final LstmPolicy policy;
  private final Actor actor;
  private final Baseline.Live advantages;
  private final Adam adam;
  private final List<Experience> batch = new ArrayList<>();
  private final Imitation.Live imitation;

  ReinforceController(Reinforce.Builder settings, ControllerContext context) {
    this.settings = settings;
    this.policy = new LstmPolicy(settings.network, context::random);
    this.actor = new Actor(policy, context::walk, context::walk)
        .redraws(settings.redraws)
        .rejected(settings.rejected);
    this.advantages = settings.advantages.open();
    this.adam = settings.adam;
    this.imitation = settings.imitation.open();
  }

  /** For tests. */
  LstmPolicy policy() {
    return policy;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    return Optional.of(Proposal.of(actor.propose(random)));
  }

  @Override
  public void withdraw(Genotype genotype) {
    actor.withdraw(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    boolean skipped = trial.duplicateOf().isPresent() && !settings.learnsFromDuplicates;
    OptionalDouble reward = skipped ? OptionalDouble.empty() : trial.outcome().reward();
    boolean rejected = trial.outcome() instanceof Outcome.Rejected;
    actor.observe(new Observation(trial.genotype(), reward, rejected)).ifPresent(experience -> {
      batch.add(experience);
      imitation.add(experience);
    });
    if (batch.size() >= settings.batch) {
      learn(random);
      batch.clear();
    }
  }

  private void learn(RandomGenerator random) {
    double[] rewards = new double[batch.size()];
    for (int k = 0; k < rewards.length; k++) {
      rewards[k] = batch.get(k).reward() + entropyBonus(batch.get(k));
    }
    double[] advantage = advantages.advantages(rewards);
    boolean bonus = settings.entropyBonus == Reinforce.EntropyBonus.IN_OBJECTIVE;
    double entropyFactor = bonus ? settings.entropyWeight / rewards.length : 0;
    for (int k = 0; k < rewards.length; k++) {
      Trace trace = policy.trace(batch.get(k).episode());
      double[] factors = new double[trace.size()];
      Arrays.fill(factors, advantage[k] / rewards.length);
      trace.backward(factors, entropyFactor, null, settings.linkPrior.times(1.0 / rewards.length));
    }
    imitation.addGradient(policy, random);
    adam.ascend(policy.parameters(), settings.greatestNorm);
  }

  private double entropyBonus(Experience experience) {
    if (settings.entropyBonus != Reinforce.EntropyBonus.IN_REWARD || settings.entropyWeight == 0) {
      return 0;
    }
    return settings.entropyWeight * policy.trace(experience.episode()).totalEntropy();
  }
}
