package org.nas4j.strategy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.policy.Episode;
import org.nas4j.internal.policy.LstmPolicy;
import org.nas4j.internal.policy.Trace;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/**
 * The first step of REINFORCE against finite differences of what it should climb, by every
 * parameter: the mean over the samples of A·log π less the link prior's penalty. With the entropy
 * in the reward, A = R + w·H − b, where H is a number; with the entropy in the objective, A = R −
 * b, and w·H is differentiated. Imitation adds its weight times the best one's log π.
 */
class ReinforceObjectiveTest {

  private static final SearchSpace<String> SPACE = ToySpaces.anchored(4);
  private static final LstmSettings SHAPE =
      LstmSettings.of(1, 5).toBuilder().range(0.8).build();
  private static final LinkPrior PRIOR = new LinkPrior(0.8, 0.4, LinkPrior.Mode.EXACT);
  private static final double RATE = 0.01;
  private static final double WEIGHT = 0.3;
  private static final double BASELINE = 0.25;
  private static final double[] REWARDS = {0.9, -0.4, 0.2};

  private final LearningRun<String> run = new LearningRun<>(SPACE, 3);

  private static double objective(
      LstmPolicy policy,
      List<Episode> episodes,
      double[] advantages,
      double entropy,
      Episode imitated,
      double imitation) {
    double sum = 0;
    for (int k = 0; k < advantages.length; k++) {
      Trace trace = policy.trace(episodes.get(k));
      sum += advantages[k] * trace.totalLogProbability()
          + entropy * trace.totalEntropy()
          - trace.penalty(PRIOR);
    }
    return sum / advantages.length + imitation * policy.trace(imitated).totalLogProbability();
  }

  /** Where Adam's first step leads: its corrected moments are then the gradient and its square. */
  private static List<double[]> afterOneStep(LstmPolicy policy, DoubleSupplier objective) {
    List<double[]> after = new ArrayList<>();
    for (Parameter parameter : List.copyOf(policy.parameters())) {
      double[] values = parameter.value();
      double[] stepped = values.clone();
      for (int i = 0; i < values.length; i++) {
        double old = values[i];
        parameter.change()[i] = old + 1e-5;
        double above = objective.getAsDouble();
        parameter.change()[i] = old - 1e-5;
        double below = objective.getAsDouble();
        parameter.change()[i] = old;
        double gradient = (above - below) / 2e-5;
        stepped[i] += RATE * gradient / (Math.abs(gradient) + 1);
      }
      after.add(stepped);
    }
    return after;
  }

  @ParameterizedTest
  @EnumSource
  void firstStepClimbsTheObjective(Reinforce.EntropyBonus bonus) {
    assertClimbs(bonus, 0, 0);
  }

  /** One of the two best, of rewards 0.9 and 0.2; which, is drawn. */
  @Test
  void firstStepImitatesOneOfTheBestToo() {
    assertClimbs(Reinforce.EntropyBonus.IN_OBJECTIVE, 0.7, 0, 2);
  }

  private void assertClimbs(Reinforce.EntropyBonus bonus, double imitation, Integer... imitated) {
    ReinforceController controller = (ReinforceController) Reinforce.nas().toBuilder()
        .network(SHAPE)
        .learningRate(RATE)
        .adam(0.9, 0.999, 1)
        .batch(REWARDS.length)
        .advantages(Advantages.raw(new Baseline.Constant(BASELINE)))
        .entropyWeight(WEIGHT)
        .entropyBonus(bonus)
        .linkPrior(PRIOR)
        .imitation(new Imitation(2, 1, imitation))
        .build()
        .open(run);
    LstmPolicy policy = controller.policy();
    List<Genotype> genotypes = new ArrayList<>();
    List<Episode> episodes = new ArrayList<>();
    double[] advantages = new double[REWARDS.length];
    boolean inReward = bonus == Reinforce.EntropyBonus.IN_REWARD;
    for (int k = 0; k < REWARDS.length; k++) {
      genotypes.add(controller.propose(new SplittableRandom(k)).orElseThrow().genotype());
      episodes.add(Episode.of(SPACE.replay(genotypes.get(k)).walk()));
      double entropy = policy.trace(episodes.get(k)).totalEntropy();
      advantages[k] = REWARDS[k] + (inReward ? WEIGHT * entropy : 0) - BASELINE;
    }
    double weight = inReward ? 0 : WEIGHT;
    List<List<double[]>> expected = Arrays.stream(imitated)
        .map(episodes::get)
        .map(best -> afterOneStep(
            policy, () -> objective(policy, episodes, advantages, weight, best, imitation)))
        .toList();
    for (int k = 0; k < REWARDS.length; k++) {
      run.tell(controller, genotypes.get(k), REWARDS[k]);
    }
    assertThat(expected).anySatisfy(each -> {
      for (int p = 0; p < each.size(); p++) {
        assertThat(policy.parameters().get(p).value())
            .as("block [%d]", p)
            .containsExactly(each.get(p), within(1e-9));
      }
    });
  }
}
