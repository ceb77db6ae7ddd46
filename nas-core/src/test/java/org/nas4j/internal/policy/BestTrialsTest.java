package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

class BestTrialsTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(3, 4);

  private static Experience experience(int digit, double reward) {
    Episode episode = Episode.of(SPACE.sample(point -> digit).walk());
    return new Experience(episode, new double[3], reward);
  }

  @Test
  void keepsTheBestEachGenotypeOnce() {
    BestTrials live = new BestTrials(new Imitation(2, 1, 0.5));
    live.add(experience(0, 0.3));
    live.add(experience(1, 0.9));
    live.add(experience(1, 0.9));
    live.add(experience(2, 0.1));
    assertThat(live.queue()).extracting(Experience::reward).containsExactly(0.9, 0.3);
    live.add(experience(2, 0.9));
    assertThat(live.queue())
        .extracting(each -> each.episode().option(0))
        .as("the older one first")
        .containsExactly(1, 2);
    live.add(experience(3, 0.95));
    assertThat(live.queue()).extracting(each -> each.episode().option(0)).containsExactly(3, 1);
  }

  /**
   * With a queue of two and many draws: the weighted mean of both gradients, by sampling within a
   * few percent.
   */
  @Test
  void climbsTheMeanLogProbabilityOfTheBest() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(1).hidden(6).range(0.8).build(), 3);
    BestTrials live = new BestTrials(new Imitation(2, 4000, 0.5));
    List<Experience> both = List.of(experience(0, 0.3), experience(1, 0.9));
    both.forEach(live::add);
    double[] mean = new double[0];
    for (Experience each : both) {
      PolicyTrials.clearGradients(policy);
      double[] ones = new double[3];
      Arrays.fill(ones, 1);
      policy.trace(each.episode()).backward(ones, 0, null);
      double[] gradient = PolicyTrials.gradient(policy);
      double[] before = mean.length == 0 ? new double[gradient.length] : mean;
      mean = new double[gradient.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = before[i] + 0.5 * 0.5 * gradient[i];
      }
    }
    PolicyTrials.clearGradients(policy);
    live.addGradient(policy, new SplittableRandom(1));
    double[] actual = PolicyTrials.gradient(policy);
    for (int i = 0; i < mean.length; i++) {
      assertThat(actual[i]).isCloseTo(mean[i], within(0.03));
    }
  }

  @Test
  void waitsForTwoTrialsAndDoesNothingWithoutWeight() {
    LstmPolicy policy = PolicyTrials.policy(LstmSettings.of(1, 6), 3);
    policy.trace(experience(0, 1).episode());
    PolicyTrials.clearGradients(policy);
    BestTrials live = new BestTrials(new Imitation(5, 1, 1));
    live.add(experience(0, 1));
    live.addGradient(policy, new SplittableRandom(1));
    BestTrials none = new BestTrials(Imitation.NONE);
    none.add(experience(0, 1));
    none.add(experience(1, 1));
    none.addGradient(policy, new SplittableRandom(1));
    assertThat(PolicyTrials.gradient(policy)).containsOnly(0);
  }

  /** A queue of one waits for a second trial too, and then imitates the better of both. */
  @Test
  void imitatesTheOneBest() {
    LstmPolicy policy = PolicyTrials.policy(LstmSettings.of(1, 6), 3);
    BestTrials live = new BestTrials(new Imitation(1, 1, 1));
    live.add(experience(0, 0.9));
    PolicyTrials.clearGradients(policy);
    live.addGradient(policy, new SplittableRandom(1));
    assertThat(PolicyTrials.gradient(policy)).containsOnly(0);
    live.add(experience(1, 0.3));
    live.addGradient(policy, new SplittableRandom(1));
    double[] actual = PolicyTrials.gradient(policy);
    PolicyTrials.clearGradients(policy);
    policy.trace(experience(0, 0.9).episode()).backward(new double[] {1, 1, 1}, 0, null);
    assertThat(actual).containsExactly(PolicyTrials.gradient(policy));
  }

  @Test
  void refusesEmptyQueuesAndNegativeWeights() {
    assertThatThrownBy(() -> new Imitation(0, 1, 1)).hasMessageContaining("[0], [1] and [1.0]");
    assertThatThrownBy(() -> new Imitation(5, 1, -1)).hasMessageContaining("Imitation.NONE");
    assertThat(Imitation.NONE).hasToString("none");
    assertThat(new Imitation(5, 1, 0.3)).hasToString("1 of the 5 best, weight 0.3");
  }
}
