package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

class ActorTest {

  private static final SearchSpace<List<Integer>> SPACE = ToySpaces.grid(2, 2);

  private final LstmPolicy policy = PolicyTrials.policy(LstmSettings.of(1, 4), 3);
  private final SplittableRandom random = new SplittableRandom(1);

  private Actor actor(SearchSpace<?> space) {
    return new Actor(
        policy,
        chooser -> space.sample(chooser).walk(),
        genotype -> space.replay(genotype).walk());
  }

  private static Observation scored(Genotype genotype, double reward) {
    return new Observation(genotype, OptionalDouble.of(reward), false);
  }

  private void changePolicy() {
    policy.parameters().forEach(parameter -> {
      for (int i = 0; i < parameter.value().length; i++) {
        parameter.change()[i] += random.nextDouble() - 0.5;
      }
    });
  }

  /**
   * The same genotype proposed before and after the policy changed: each comes back with its own
   * probabilities.
   */
  @Test
  void remembersBehaviourProbabilitiesFirstInFirstOut() {
    Actor actor = actor(ToySpaces.single());
    SearchSpace<List<Integer>> space = ToySpaces.grid(1, 2);
    actor = actor(space);
    List<Genotype> proposed = new ArrayList<>();
    List<double[]> behaviour = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      proposed.add(actor.propose(random));
      behaviour.add(policy.trace().logProbabilities());
      changePolicy();
    }
    for (int i = 0; i < 12; i++) {
      Experience experience = actor.observe(scored(proposed.get(i), i)).orElseThrow();
      assertThat(experience.logProbabilities()).isEqualTo(behaviour.get(i));
      assertThat(experience.reward()).isEqualTo(i);
    }
    assertThat(new HashSet<>(proposed)).hasSize(2);
  }

  /**
   * As in a search on shared weights: equal networks were drawn before, by older policies, and not
   * judged.
   */
  @Test
  void forgetsWhatIsWithdrawn() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(1, 2);
    Actor actor = actor(space);
    for (int i = 0; i < 12; i++) {
      actor.withdraw(actor.propose(random));
      changePolicy();
    }
    Genotype proposed = actor.propose(random);
    double[] behaviour = policy.trace().logProbabilities();
    changePolicy();
    assertThat(actor.observe(scored(proposed, 1)).orElseThrow().logProbabilities())
        .isEqualTo(behaviour);
  }

  @Test
  void takesUnknownTrialsAsDrawnFromThePresentPolicy() {
    Actor actor = actor(SPACE);
    Genotype genotype = SPACE.sample(point -> 1).genotype();
    policy.trace(Episode.of(SPACE.replay(genotype).walk()));
    changePolicy();
    Experience experience = actor.observe(scored(genotype, 1)).orElseThrow();
    assertThat(experience.logProbabilities())
        .isEqualTo(policy.trace(experience.episode()).logProbabilities());
  }

  @Test
  void rejectedTrialsFollowTheRule() {
    Genotype genotype = SPACE.sample(point -> 1).genotype();
    Observation rejected = new Observation(genotype, OptionalDouble.empty(), true);
    Actor worst = actor(SPACE);
    assertThat(worst.observe(rejected)).isEmpty();
    worst.observe(scored(genotype, 0.5));
    worst.observe(scored(genotype, 0.2));
    worst.observe(scored(genotype, 0.4));
    assertThat(worst.observe(rejected).orElseThrow().reward()).isEqualTo(0.2);
    assertThat(actor(SPACE).rejected(RejectedReward.SKIP).observe(rejected)).isEmpty();
    Actor fixed = actor(SPACE).rejected(RejectedReward.of(-7));
    assertThat(fixed.observe(rejected).orElseThrow().reward()).isEqualTo(-7);
  }

  @Test
  void failuresWithoutPenaltyTeachNothing() {
    Actor actor = actor(SPACE);
    Genotype proposed = actor.propose(random);
    assertThat(actor.observe(new Observation(proposed, OptionalDouble.empty(), false)))
        .isEmpty();
  }

  @Test
  void redrawsUntilItHasProposedAll() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(2, 3);
    Actor actor = actor(space).redraws(60);
    Set<Genotype> proposed = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      proposed.add(actor.propose(random));
    }
    assertThat(proposed).hasSize(9);
    assertThat(proposed).contains(actor.propose(random));
  }
}
