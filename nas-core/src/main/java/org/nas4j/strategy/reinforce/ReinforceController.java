package org.nas4j.strategy.reinforce;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nas4j.internal.policy.Experience;
import org.nas4j.internal.policy.PolicyGradientController;
import org.nas4j.internal.policy.Trace;
import org.nas4j.search.ControllerContext;

/** Makes one step along the policy gradient of a batch of observed trials. */
final class ReinforceController extends PolicyGradientController {

  private final ReinforceSettings settings;

  ReinforceController(ReinforceSettings settings, ControllerContext context) {
    super(settings.shared(), context);
    this.settings = settings;
  }

  @Override
  protected void learn(List<Experience> batch, RandomGenerator random) {
    double[] rewards = new double[batch.size()];
    for (int k = 0; k < rewards.length; k++) {
      rewards[k] = batch.get(k).reward() + entropyBonus(batch.get(k));
    }
    double[] advantage = advantages(rewards);
    boolean bonus = settings.entropyBonus() == Reinforce.EntropyBonus.IN_OBJECTIVE;
    double entropyFactor = bonus ? shared().entropyWeight() / rewards.length : 0;
    for (int k = 0; k < rewards.length; k++) {
      Trace trace = policy().trace(batch.get(k).episode());
      double[] factors = new double[trace.size()];
      Arrays.fill(factors, advantage[k] / rewards.length);
      trace.backward(
          factors, entropyFactor, null, shared().linkPrior().times(1.0 / rewards.length));
    }
    addImitation(random);
    shared().adam().ascend(policy().parameters(), shared().greatestNorm());
  }

  private double entropyBonus(Experience experience) {
    if (settings.entropyBonus() != Reinforce.EntropyBonus.IN_REWARD
        || shared().entropyWeight() == 0) {
      return 0;
    }
    return shared().entropyWeight() * policy().trace(experience.episode()).totalEntropy();
  }
}
