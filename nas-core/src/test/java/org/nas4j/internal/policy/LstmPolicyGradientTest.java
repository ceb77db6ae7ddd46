package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LinkScoring;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.SearchSpace;
import org.nas4j.testkit.ToySpaces;

/** Every gradient of the policy against finite differences and exact sums over all episodes. */
class LstmPolicyGradientTest {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-4;

  private static final Map<String, LstmSettings> SHAPES = Map.of(
      "two layers, sigmoid links",
      LstmSettings.builder().layers(2).hidden(5).range(0.7).build(),
      "one layer, temperature and tanh, two-class links",
      LstmSettings.builder()
          .layers(1)
          .hidden(9)
          .range(0.8)
          .temperature(1.7)
          .tanhConstant(2.5)
          .links(LinkScoring.TWO_CLASSES)
          .build());

  private static final Map<String, SearchSpace<?>> SPACES = Map.of(
      "grid", ToySpaces.grid(3, 3),
      "conditional", ToySpaces.conditional(),
      "masked", ToySpaces.permutations(4),
      "anchored", ToySpaces.anchored(4));

  private static double objective(Trace trace, double[] a, double b, double[] c) {
    double sum = 0;
    for (int i = 0; i < trace.size(); i++) {
      sum += a[i] * trace.logProbability(i) + b * trace.entropy(i) + c[i] * trace.value(i);
    }
    return sum;
  }

  /**
   * On a plain and on an anchored space: log-probability, entropy and critic, with regard to every
   * parameter.
   */
  @TestFactory
  Stream<DynamicTest> agreesWithFiniteDifferences() {
    return SHAPES.entrySet().stream()
        .flatMap(shape -> SPACES.entrySet().stream()
            .map(space -> DynamicTest.dynamicTest(shape.getKey() + " on " + space.getKey(), () -> {
              LstmPolicy policy = PolicyTrials.policy(shape.getValue(), 3);
              for (int seed = 0; seed < 3; seed++) {
                check(policy, PolicyTrials.sample(policy, space.getValue(), seed));
              }
            })));
  }

  private static void check(LstmPolicy policy, Episode episode) {
    SplittableRandom random = new SplittableRandom(4);
    double[] a = random.doubles(episode.size(), -1, 1).toArray();
    double[] c = random.doubles(episode.size(), -1, 1).toArray();
    double b = 0.3;
    policy.critic();
    PolicyTrials.clearGradients(policy);
    policy.trace(episode).backward(a, b, c);
    assertClose(policy, () -> objective(policy.trace(episode), a, b, c));
  }

  private static void assertClose(LstmPolicy policy, java.util.function.DoubleSupplier objective) {
    double[] gradient = PolicyTrials.gradient(policy);
    double[] differences = PolicyTrials.differences(policy, objective, STEP);
    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
    for (int i = 0; i < gradient.length; i++) {
      double scale = Math.max(1e-4, Math.abs(gradient[i]) + Math.abs(differences[i]));
      assertThat(Math.abs(gradient[i] - differences[i]) / scale)
          .as("parameter [%d]: [%s] and [%s]", i, gradient[i], differences[i])
          .isLessThan(TOLERANCE);
    }
  }

  /**
   * The log-probabilities of the links alone, through v, W₁, W₂ and the hidden states kept at old
   * anchors.
   */
  @Test
  void linksPassTheirGradientToOldHiddenStates() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(2).hidden(6).range(0.8).build(), 8);
    Episode episode = PolicyTrials.sample(policy, ToySpaces.anchored(5), 1);
    double[] onlyLinks = new double[episode.size()];
    for (int i = 0; i < onlyLinks.length; i++) {
      onlyLinks[i] = episode.point(i).references().isLink() ? 1 : 0;
    }
    assertThat(Arrays.stream(onlyLinks).sum()).isEqualTo(10);
    PolicyTrials.clearGradients(policy);
    policy.trace(episode).backward(onlyLinks, 0, null);
    assertClose(policy, () -> {
      Trace trace = policy.trace(episode);
      double sum = 0;
      for (int i = 0; i < onlyLinks.length; i++) {
        sum += onlyLinks[i] * trace.logProbability(i);
      }
      return sum;
    });
  }

  /** The penalty alone, in both modes and for both scorings of links. */
  @Test
  void linkPriorAgreesWithFiniteDifferences() {
    for (LstmSettings shape : SHAPES.values()) {
      for (LinkPrior.Mode mode : LinkPrior.Mode.values()) {
        LinkPrior prior = new LinkPrior(0.8, 0.4, mode);
        LstmPolicy policy = PolicyTrials.policy(shape, 8);
        Episode episode = PolicyTrials.sample(policy, ToySpaces.anchored(5), 1);
        PolicyTrials.clearGradients(policy);
        policy.trace(episode).backward(new double[episode.size()], 0, null, prior);
        assertClose(policy, () -> -policy.trace(episode).penalty(prior));
      }
    }
  }

  private static double reward(Episode episode) {
    double sum = 0;
    for (int i = 0; i < episode.size(); i++) {
      sum += (i + 1) * (episode.option(i) + 1) * (episode.option(0) == 1 ? 1.5 : 1);
    }
    return 0.8 + 0.15 * Math.sin(sum);
  }

  private static double[][] scoreGradients(LstmPolicy policy, List<Episode> all) {
    return all.stream()
        .map(episode -> {
          PolicyTrials.clearGradients(policy);
          double[] ones = new double[episode.size()];
          Arrays.fill(ones, 1);
          policy.trace(episode).backward(ones, 0, null);
          return PolicyTrials.gradient(policy);
        })
        .toArray(double[][]::new);
  }

  private static double[] probabilities(LstmPolicy policy, List<Episode> all) {
    return all.stream()
        .mapToDouble(episode -> Math.exp(policy.trace(episode).totalLogProbability()))
        .toArray();
  }

  /**
   * The theorem of REINFORCE (Williams 1992), exact: Σ P(a)(R(a) − b)∇log P(a) = ∇ Σ P(a)R(a),
   * whatever the baseline b.
   */
  @Test
  void expectedUpdateIsTheGradientOfTheExpectedReward() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(1).hidden(3).range(0.9).build(), 5);
    List<Episode> all = PolicyTrials.all(ToySpaces.grid(3, 3));
    assertThat(all).hasSize(27);
    double[] p = probabilities(policy, all);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    double[][] scores = scoreGradients(policy, all);
    double[] truth = PolicyTrials.differences(
        policy,
        () -> {
          double[] now = probabilities(policy, all);
          double sum = 0;
          for (int k = 0; k < now.length; k++) {
            sum += now[k] * reward(all.get(k));
          }
          return sum;
        },
        STEP);
    for (double baseline : new double[] {0, 0.8, -3}) {
      for (int i = 0; i < truth.length; i++) {
        double expected = 0;
        for (int k = 0; k < p.length; k++) {
          expected += p[k] * (reward(all.get(k)) - baseline) * scores[k][i];
        }
        assertThat(expected).isCloseTo(truth[i], within(1e-9));
      }
    }
  }

  /** The same, sampled: the mean over 200,000 episodes lies within 4 standard errors. */
  @Test
  void sampledUpdateIsUnbiased() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(1).hidden(3).range(0.9).build(), 5);
    SearchSpace<List<Integer>> space = ToySpaces.grid(3, 3);
    List<Episode> all = PolicyTrials.all(space);
    double[] p = probabilities(policy, all);
    double[][] scores = scoreGradients(policy, all);
    int samples = 200_000;
    int[] counts = new int[all.size()];
    SplittableRandom random = new SplittableRandom(12);
    for (int n = 0; n < samples; n++) {
      Episode episode =
          Episode.of(space.sample(policy.begin().sampling(random, 1)).walk());
      counts[episode.option(0) * 9 + episode.option(1) * 3 + episode.option(2)]++;
    }
    for (int i = 0; i < scores[0].length; i++) {
      double mean = 0;
      double exact = 0;
      double square = 0;
      for (int k = 0; k < p.length; k++) {
        double term = reward(all.get(k)) * scores[k][i];
        mean += term * counts[k] / samples;
        exact += term * p[k];
        square += term * term * p[k];
      }
      double error = Math.sqrt(Math.max(0, square - exact * exact) / samples);
      assertThat(Math.abs(mean - exact)).isLessThanOrEqualTo(4 * error + 1e-12);
    }
  }

  /** With the expected reward as baseline the update varies less than without. */
  @Test
  void baselineLessensTheVariance() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().layers(1).hidden(3).range(0.9).build(), 6);
    List<Episode> all = PolicyTrials.all(ToySpaces.grid(3, 3));
    double[] p = probabilities(policy, all);
    double[][] scores = scoreGradients(policy, all);
    double expected = 0;
    for (int k = 0; k < p.length; k++) {
      expected += p[k] * reward(all.get(k));
    }
    assertThat(variance(all, p, scores, expected)).isLessThan(0.1 * variance(all, p, scores, 0));
  }

  private static double variance(List<Episode> all, double[] p, double[][] scores, double b) {
    double variance = 0;
    for (int i = 0; i < scores[0].length; i++) {
      double mean = 0;
      double square = 0;
      for (int k = 0; k < p.length; k++) {
        double term = (reward(all.get(k)) - b) * scores[k][i];
        mean += p[k] * term;
        square += p[k] * term * term;
      }
      variance += square - mean * mean;
    }
    return variance;
  }
}
