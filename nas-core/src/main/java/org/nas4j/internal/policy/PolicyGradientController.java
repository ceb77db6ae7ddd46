package org.nas4j.internal.policy;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nas4j.policy.PolicyGradient;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Outcome;
import org.nas4j.search.Proposal;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;

/**
 * What the controllers of REINFORCE and PPO do alike: a recurrent policy proposes, and a batch of
 * observed trials is gathered and learned from. How it is learned from is theirs.
 */
public abstract class PolicyGradientController implements Controller {

  private final PolicyGradient settings;
  private final LstmPolicy policy;
  private final ExperienceCollector collector;
  private final AdvantageEstimator advantages;

  /**
   * A controller that has learned nothing.
   *
   * @param settings what the methods share
   * @param context of the run
   */
  protected PolicyGradientController(PolicyGradient settings, ControllerContext context) {
    this.settings = settings;
    this.policy = new LstmPolicy(settings.network(), context::random);
    this.collector =
        new ExperienceCollector(settings, new Actor(policy, context::walk, context::walk));
    this.advantages = AdvantageEstimator.of(settings.advantages());
  }

  /**
   * Learns from a batch.
   *
   * @param batch as many trials as an update needs, in the order of their observation
   * @param random for whatever is drawn
   */
  protected abstract void learn(List<Experience> batch, RandomGenerator random);

  /**
   * The policy that proposes.
   *
   * @return the live one
   */
  public final LstmPolicy policy() {
    return policy;
  }

  /**
   * What the methods share.
   *
   * @return settings
   */
  protected final PolicyGradient shared() {
    return settings;
  }

  /**
   * How much better rewards are than what was to be expected.
   *
   * @param rewards of one batch
   * @return a new array
   */
  protected final double[] advantages(double[] rewards) {
    return advantages.advantages(rewards);
  }

  /**
   * Adds to the policy's gradient what imitation of the best trials wants.
   *
   * @param random draws the trials
   */
  protected final void addImitation(RandomGenerator random) {
    collector.addImitation(policy, random);
  }

  @Override
  public final Optional<Proposal> propose(RandomGenerator random) {
    return Optional.of(Proposal.of(collector.propose(random)));
  }

  @Override
  public final void withdraw(Genotype genotype) {
    collector.withdraw(genotype);
  }

  @Override
  public final void observe(Trial trial, RandomGenerator random) {
    Outcome outcome = trial.outcome();
    Observation observation =
        new Observation(trial.genotype(), outcome.reward(), outcome instanceof Outcome.Rejected);
    collector
        .observe(observation, trial.duplicateOf().isPresent())
        .ifPresent(batch -> learn(batch, random));
  }
}
