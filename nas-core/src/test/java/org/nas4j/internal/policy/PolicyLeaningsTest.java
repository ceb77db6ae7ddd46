package org.nas4j.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.OptionPrior;
import org.nas4j.policy.Recency;
import org.nas4j.space.Anchor;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/** What ENAS' released controllers prefer whatever they learned (pham2018enas, code). */
class PolicyLeaningsTest {

  private static final Offset<Double> TINY = within(1e-12);
  private static final Decision<Integer> OPERATION =
      new Decision<>("operation", List.of(0, 1, 2, 3, 4));
  private static final int NODES = 2;
  private static final int CELL = 4 * NODES;

  private static final SearchSpace<Integer> CELLS = cells(2 * CELL);

  /** The first questions of ENAS' micro space: two cells of two inputs and two nodes. */
  private static SearchSpace<Integer> cells(int questions) {
    return choices -> {
      List<Anchor> states = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        if (i % CELL == 0) {
          states = new ArrayList<>(List.of(choices.anchor(), choices.anchor()));
        }
        if (i % 4 < 2) {
          choices.pickAnchor("state", states);
        } else {
          choices.pick(OPERATION);
        }
        if (i % 4 == 3) {
          states.add(choices.anchor());
        }
      }
      return 0;
    };
  }

  private static LstmSettings.Builder shape() {
    return LstmSettings.builder().hidden(6).range(0.8).temperature(1.7).tanhConstant(2.5);
  }

  private static final OptionPrior PRIOR =
      new OptionPrior("operation", 0.4, List.of(0.7, -0.5), List.of(0.25, 0.25, -0.25));

  /** Log-probability and entropy, with regard to every parameter, start vector and biases too. */
  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (LstmSettings settings : List.of(
        shape().optionPrior(PRIOR).build(),
        shape().recency(new Recency(3, 0.3)).build(),
        shape().blankInputs(true).build(),
        shape().optionPrior(PRIOR).recency(Recency.ENAS).blankInputs(true).build())) {
      LstmPolicy policy = PolicyTrials.policy(settings, 3);
      for (int seed = 0; seed < 2; seed++) {
        assertGradient(policy, PolicyTrials.sample(policy, CELLS, seed));
      }
    }
  }

  private static void assertGradient(LstmPolicy policy, Episode episode) {
    double[] a = new SplittableRandom(4).doubles(episode.size(), -1, 1).toArray();
    PolicyTrials.clearGradients(policy);
    policy.trace(episode).backward(a, 0.3, null);
    double[] gradient = PolicyTrials.gradient(policy);
    double[] differences = PolicyTrials.differences(
        policy,
        () -> {
          Trace trace = policy.trace(episode);
          return IntStream.range(0, a.length)
              .mapToDouble(i -> a[i] * trace.logProbability(i) + 0.3 * trace.entropy(i))
              .sum();
        },
        1e-5);
    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
    for (int i = 0; i < gradient.length; i++) {
      double scale = Math.max(1e-4, Math.abs(gradient[i]) + Math.abs(differences[i]));
      assertThat(Math.abs(gradient[i] - differences[i]) / scale)
          .as("parameter [%d]: [%s] and [%s]", i, gradient[i], differences[i])
          .isLessThan(1e-4);
    }
  }

  /**
   * With weights of about 0 the logit is c·share·tanh(bias), and in the first cell what is added
   * there: the numbers of the released micro controller.
   */
  @Test
  void operationsLeanToConvolutionsMoreInTheNormalCell() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder()
            .range(1e-12)
            .tanhConstant(1.1)
            .optionPrior(OptionPrior.ENAS_MICRO)
            .build(),
        1);
    Episode episode = PolicyTrials.sample(policy, CELLS, 1);
    Trace trace = policy.trace(episode);
    for (int i = 0; i < episode.size(); i++) {
      if (i % 4 >= 2) {
        double convolution = trace.logProbability(i, 0) - trace.logProbability(i, 4);
        double expected = 0.44 * Math.tanh(10) + (i < CELL ? 0.5 : 0);
        assertThat(convolution).as("answer [%d]", i).isCloseTo(expected, within(1e-9));
        assertThat(trace.logProbability(i, 1)).isCloseTo(trace.logProbability(i, 0), TINY);
        assertThat(trace.logProbability(i, 2)).isCloseTo(trace.logProbability(i, 4), TINY);
      } else {
        assertThat(trace.logProbability(i, 0)).isCloseTo(trace.logProbability(i, 1), TINY);
      }
    }
  }

  /** With weights of about 0: −d²/6 of the anchor d back, and nothing else. */
  @Test
  void choicesLeanToRecentAnchors() {
    LstmPolicy policy = PolicyTrials.policy(
        LstmSettings.builder().range(1e-12).recency(Recency.ENAS).build(), 1);
    Trace trace = policy.trace(PolicyTrials.sample(policy, CELLS, 1));
    // The second node of the first cell chooses among three, and so does that of the second cell.
    for (int i : new int[] {4, 5, CELL + 4}) {
      double latest = trace.logProbability(i, 2);
      assertThat(trace.logProbability(i, 1) - latest).isCloseTo(-(4 - 1) / 6.0, within(1e-9));
      assertThat(trace.logProbability(i, 0) - latest).isCloseTo(-(9 - 1) / 6.0, within(1e-9));
    }
    assertThat(trace.logProbability(2, 0)).isCloseTo(trace.logProbability(2, 4), within(1e-9));
  }

  /** What the step after a choice reads: h/(0.1 + d) of the anchor d back. */
  @Test
  void weighsWhatItReadsByItsAge() {
    double[] plain = read(shape().build(), 0);
    double[] weighed = read(shape().recency(Recency.ENAS).build(), 0);
    for (int i = 0; i < plain.length; i++) {
      assertThat(weighed[i]).isCloseTo(plain[i] / 2.1, TINY);
    }
    double[] latest = read(shape().build(), 1);
    double[] weighedLatest = read(shape().recency(Recency.ENAS).build(), 1);
    assertThat(weighedLatest[0]).isCloseTo(latest[0] / 1.1, TINY);
  }

  /** The inputs of both cells are read as zeros, their nodes are not. */
  @Test
  void readsTheInputsOfCellsAsZeros() {
    LstmSettings blank = shape().blankInputs(true).build();
    assertThat(read(shape().build(), 0)).doesNotContain(0.0);
    assertThat(read(blank, 0)).containsOnly(0.0);
    assertThat(read(blank, 1)).containsOnly(0.0);
    assertThat(readLater(blank, CELL, 1)).containsOnly(0.0);
    assertThat(readLater(blank, 4, 2)).doesNotContain(0.0);
    assertThat(readLater(blank, CELL + 4, 2)).doesNotContain(0.0);
  }

  private static double[] read(LstmSettings settings, int option) {
    return readLater(settings, 0, option);
  }

  /** What the policy reads after it chose a state at a point; before, it answers 0. */
  /** What the next step reads after a state was chosen at a point; before, all answers are 0. */
  private static double[] readLater(LstmSettings settings, int at, int option) {
    LstmPolicy policy = PolicyTrials.policy(settings, 5);
    Episode episode = Episode.of(
        cells(at + 1).sample(point -> point.index() == at ? option : 0).walk());
    return policy.trace(episode).nextInput().read();
  }
}
