package org.nas4j.strategy.reinforce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.policy.Actor;
import org.nas4j.internal.policy.AdvantageEstimator;
import org.nas4j.internal.policy.Experience;
import org.nas4j.internal.policy.ExperienceCollector;
import org.nas4j.internal.policy.LstmPolicy;
import org.nas4j.internal.policy.Observation;
import org.nas4j.internal.policy.Trace;
import org.nas4j.policy.PolicyGradient;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/** Gathers a batch of observed trials, then makes one step along their policy gradient. */
final class ReinforceController implements Controller {

  private final ReinforceSettings settings;
  private final PolicyGradient shared;
  private final LstmPolicy policy;
  private final ExperienceCollector collector;
  private final AdvantageEstimator advantages;
  private final Adam adam;

  ReinforceController(ReinforceSettings settings, ControllerContext context) {
    this.settings = settings;
    this.shared = settings.shared();
    this.policy = new LstmPolicy(shared.network(), context::random);
    this.collector =
        new ExperienceCollector(shared, new Actor(policy, context::walk, context::walk));
    this.advantages = AdvantageEstimator.of(shared.advantages());
    this.adam = shared.adam();
  }

  /** For tests. */
  LstmPolicy policy() {
    return policy;
  }

  @Override
  public Optional<Proposal> propose(RandomGenerator random) {
    return Optional.of(Proposal.of(collector.propose(random)));
  }

  @Override
  public void withdraw(Genotype genotype) {
    collector.withdraw(genotype);
  }

  @Override
  public void observe(Trial trial, RandomGenerator random) {
    Outcome outcome = trial.outcome();
    Observation observation =
        new Observation(trial.genotype(), outcome.reward(), outcome instanceof Outcome.Rejected);
    collector
        .observe(observation, trial.duplicateOf().isPresent())
        .ifPresent(batch -> learn(batch, random));
  }

  private void learn(List<Experience> batch, RandomGenerator random) {
    double[] rewards = new double[batch.size()];
    for (int k = 0; k < rewards.length; k++) {
      rewards[k] = batch.get(k).reward() + entropyBonus(batch.get(k));
    }
    double[] advantage = advantages.advantages(rewards);
    boolean bonus = settings.entropyBonus() == Reinforce.EntropyBonus.IN_OBJECTIVE;
    double entropyFactor = bonus ? shared.entropyWeight() / rewards.length : 0;
    for (int k = 0; k < rewards.length; k++) {
      Trace trace = policy.trace(batch.get(k).episode());
      double[] factors = new double[trace.size()];
      Arrays.fill(factors, advantage[k] / rewards.length);
      trace.backward(factors, entropyFactor, null, shared.linkPrior().times(1.0 / rewards.length));
    }
    collector.addImitation(policy, random);
    adam.ascend(policy.parameters(), shared.greatestNorm());
  }

  private double entropyBonus(Experience experience) {
    if (settings.entropyBonus() != Reinforce.EntropyBonus.IN_REWARD
        || shared.entropyWeight() == 0) {
      return 0;
    }
    return shared.entropyWeight() * policy.trace(experience.episode()).totalEntropy();
  }
}
