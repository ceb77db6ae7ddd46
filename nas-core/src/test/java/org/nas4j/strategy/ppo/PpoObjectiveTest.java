package org.nas4j.strategy.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.policy.Episode;
import org.nas4j.internal.policy.LstmPolicy;
import org.nas4j.internal.policy.Trace;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.LearningRun;
import org.nas4j.testkit.ToySpaces;

/**
 * The first step of PPO against finite differences of what it should climb, by every parameter: for
 * each of n samples Σ_t (A_t log π + w H − c (V − T_t)²) less the link prior's penalty, mean over
 * the samples.
 */
class PpoObjectiveTest {

  private static final SearchSpace<String> SPACE = ToySpaces.anchored(4);
  private static final LstmSettings SHAPE = LstmSettings.of(1, 5).toBuilder()
      .range(0.8)
      .temperature(1.5)
      .tanhConstant(2.5)
      .build();
  private static final LinkPrior PRIOR = new LinkPrior(0.8, 0.4, LinkPrior.Mode.EXACT);
  private static final double RATE = 0.01;
  private static final double[] REWARDS = {0.9, -0.4, 0.2};

  private record Sample(Episode episode, double[] advantages, double[] targets) {}

  private final LearningRun<String> run = new LearningRun<>(SPACE, 3);

  private static Sample sample(LstmPolicy policy, Genotype genotype, double reward, double lambda) {
    Episode episode = Episode.of(SPACE.replay(genotype).walk());
    Trace trace = policy.trace(episode);
    double[] values = new double[episode.size()];
    for (int t = 0; t < values.length; t++) {
      values[t] = trace.value(t);
    }
    double[] advantages = Generalized.advantages(values, reward, lambda);
    double[] targets = new double[values.length];
    for (int t = 0; t < targets.length; t++) {
      targets[t] = values[t] + advantages[t];
    }
    return new Sample(episode, advantages, targets);
  }

  private static double objective(
      LstmPolicy policy, List<Sample> samples, double entropy, double critic) {
    double sum = 0;
    for (Sample sample : samples) {
      Trace trace = policy.trace(sample.episode());
      for (int t = 0; t < trace.size(); t++) {
        double error = trace.value(t) - sample.targets()[t];
        sum += sample.advantages()[t] * trace.logProbability(t)
            + entropy * trace.entropy(t)
            - critic * error * error;
      }
      sum -= trace.penalty(PRIOR);
    }
    return sum / samples.size();
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
  @CsvSource({"0, 0.5, 0.9", "0.3, 0.5, 0.9", "0, 2, 0", "0.3, 1, 1"})
  void firstStepClimbsTheObjective(double entropy, double critic, double lambda) {
    PpoController controller = (PpoController) Ppo.nasnet().toBuilder()
        .network(SHAPE)
        .learningRate(RATE)
        .adam(0.9, 0.999, 1)
        .batch(REWARDS.length)
        .epochs(1)
        .advantages(Advantages.raw(new Baseline.Constant(0)))
        .entropyWeight(entropy)
        .critic(critic, lambda)
        .linkPrior(PRIOR)
        .build()
        .open(run);
    LstmPolicy policy = controller.policy();
    List<Genotype> genotypes = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int k = 0; k < REWARDS.length; k++) {
      genotypes.add(controller.propose(new SplittableRandom(k)).orElseThrow().genotype());
      samples.add(sample(policy, genotypes.get(k), REWARDS[k], lambda));
    }
    List<double[]> expected =
        afterOneStep(policy, () -> objective(policy, samples, entropy, critic));
    for (int k = 0; k < REWARDS.length; k++) {
      run.tell(controller, genotypes.get(k), REWARDS[k]);
    }
    for (int p = 0; p < expected.size(); p++) {
      assertThat(policy.parameters().get(p).value())
          .as("block [%d]", p)
          .containsExactly(expected.get(p), within(1e-9));
    }
  }

  /** min(ρA, clip(ρ)·A) with ε = 0.2: a bound for what is gained, none for what is lost. */
  @ParameterizedTest
  @CsvSource({
    "1.5, 0.4, 0.48",
    "0.5, 0.4, 0.2",
    "1.5, -0.4, -0.6",
    "0.5, -0.4, -0.32",
    "1.1, 0.4, 0.44"
  })
  void gainsAreBoundedAndLossesAreNot(double ratio, double advantage, double value) {
    assertThat(ClippedSurrogate.value(ratio, advantage, 0.2)).isCloseTo(value, within(1e-12));
  }
}
