package org.nas4j.strategy.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.internal.policy.Episode;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.testkit.ToySpaces;

/** Values by table and by neighbours, worked out once more, and what their settings refuse. */
class QLearningFormulasTest {

  private final SplittableRandom random = new SplittableRandom(1);

  private static Walk walk(SearchSpace<?> space, int... options) {
    return space.sample(point -> options[point.index()]).walk();
  }

  /** Ranks 0, 1.5, 1.5 and 3 of four, and a τ of a tenth of four. */
  @Test
  void meritsFallByTheNumberOfBetterOnes() {
    Merits merits = new Merits(12);
    for (double reward : new double[] {5, 9, 5, 1}) {
      merits.add(reward);
    }
    double[] expected = {Math.exp(-2 / 0.4), Math.exp(-0.5 / 0.4), 0, Math.exp(-3.5 / 0.4)};
    expected[2] = expected[0];
    double mean = 0;
    for (int i = 0; i < 4; i++) {
      assertThat(merits.of(i)).isCloseTo(expected[i], within(1e-12));
      mean += expected[i] / 4;
    }
    assertThat(merits.mean()).isCloseTo(mean, within(1e-12));
    merits.add(10);
    assertThat(merits.of(1)).isCloseTo(Math.exp(-1.5 / 0.5), within(1e-12));
  }

  /** More of them than there is room for at first, with τ at its greatest. */
  @Test
  void meritsOfHundreds() {
    Merits merits = new Merits(12);
    assertThat(merits.mean()).isZero();
    for (int i = 0; i < 200; i++) {
      merits.add(i);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(merits.of(i)).isCloseTo(Math.exp(-(199.5 - i) / 12), within(1e-12));
    }
  }

  /**
   * Three architectures of two digits; at the second digit the first two have the same first digit.
   * Weights are 1 where no answer differs, e^−λ where one does; the prior counts as κ of the mean
   * merit.
   */
  @Test
  void neighboursCountByTheAnswersInWhichTheyDiffer() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(2, 3);
    NeighbourMemory memory = new NeighbourMemory(new Neighbours(0.5, 2, 12));
    int[][] answers = {{0, 1}, {0, 2}, {1, 1}};
    double[] rewards = {3, 1, 2};
    Merits merits = new Merits(12);
    for (int i = 0; i < 3; i++) {
      memory.learn(Episode.of(walk(space, answers[i])), rewards[i], random);
      merits.add(rewards[i]);
    }
    Walk here = walk(space, 0, 0);
    LearnedValues.Reading reading = memory.read();
    double[] first = reading.values(here.points().get(0)).clone();
    double prior = 2 * merits.mean();
    assertThat(first)
        .containsExactly(
            new double[] {
              (merits.of(0) + merits.of(1) + prior) / 4, (merits.of(2) + prior) / 3, prior / 2
            },
            within(1e-12));
    reading.took(here.points().get(0), 0);
    double other = Math.exp(-0.5);
    assertThat(reading.values(here.points().get(1)))
        .containsExactly(
            new double[] {
              prior / 2,
              (merits.of(0) + other * merits.of(2) + prior) / (1 + other + 2),
              (merits.of(1) + prior) / 3
            },
            within(1e-12));
  }

  /** A state that the space declares equal has weight 1, whatever the answers before. */
  @Test
  void equalStatesAreNoDifference() {
    SearchSpace<Integer> sums = choices -> {
      Decision<Integer> digit = Decision.of("digit", 0, 1, 2);
      int sum = choices.at("start").pick(digit);
      sum += choices.at("sum " + sum).pick(Decision.of("next", 0, 1, 2));
      return choices.at("sum " + sum).pick(Decision.of("last", 0, 1));
    };
    NeighbourMemory memory = new NeighbourMemory(new Neighbours(3, 1, 12));
    Merits merits = new Merits(12);
    int[][] answers = {{1, 0, 1}, {2, 2, 1}};
    for (int i = 0; i < 2; i++) {
      memory.learn(Episode.of(walk(sums, answers[i])), 5 - i, random);
      merits.add(5 - i);
    }
    double two = Math.exp(-3 * 2);
    assertThat(last(memory, walk(sums, 0, 1, 0)))
        .isCloseTo(
            (merits.of(0) + two * merits.of(1) + merits.mean()) / (1 + two + 1), within(1e-12));
    double one = Math.exp(-3);
    assertThat(last(memory, walk(sums, 0, 2, 0)))
        .isCloseTo(
            (two * merits.of(0) + one * merits.of(1) + merits.mean()) / (two + one + 1),
            within(1e-12));
  }

  /** Of three architectures the second was never asked; the third, for a number out of range. */
  @Test
  void onlyThoseThatWereAskedCount() {
    SearchSpace<Integer> space = choices -> {
      int options = choices.pick(Decision.of("options", 0, 2, 4));
      Decision<Integer> narrow = Decision.of("more", 0, 1);
      Decision<Integer> wide = Decision.of("more", 0, 1, 2, 3);
      return options == 0 ? 0 : choices.pick(options == 2 ? narrow : wide);
    };
    NeighbourMemory memory = new NeighbourMemory(new Neighbours(0.5, 2, 12));
    Merits merits = new Merits(12);
    int[][] answers = {{1, 0}, {0}, {2, 2}};
    for (int i = 0; i < 3; i++) {
      memory.learn(Episode.of(walk(space, answers[i])), 9 - i, random);
      merits.add(9 - i);
    }
    LearnedValues.Reading reading = memory.read();
    Walk here = walk(space, 1, 0);
    reading.took(here.points().get(0), 1);
    double prior = 2 * merits.mean();
    assertThat(reading.values(here.points().get(1)))
        .containsExactly(new double[] {(merits.of(0) + prior) / 3, prior / 2}, within(1e-12));
  }

  private static double last(NeighbourMemory memory, Walk walk) {
    LearnedValues.Reading reading = memory.read();
    for (int t = 0; t < 2; t++) {
      reading.took(walk.points().get(t), walk.genotype().genes().get(t).option());
    }
    return reading.values(walk.points().get(2))[1];
  }

  /** The same question asked twice is two questions. */
  @Test
  void comparesEachTimeOfAQuestionWithTheSameTime() {
    SearchSpace<Integer> twice = choices -> {
      Decision<Integer> digit = Decision.of("digit", 0, 1);
      return choices.pick(digit) + choices.pick(digit);
    };
    NeighbourMemory memory = new NeighbourMemory(new Neighbours(0, 1, 12));
    memory.learn(Episode.of(walk(twice, 0, 1)), 5, random);
    memory.learn(Episode.of(walk(twice, 0, 1)), 7, random);
    LearnedValues.Reading reading = memory.read();
    Walk here = walk(twice, 1, 1);
    double[] first = reading.values(here.points().get(0)).clone();
    assertThat(first[0]).isGreaterThan(0);
    reading.took(here.points().get(0), 1);
    double[] second = reading.values(here.points().get(1));
    assertThat(second[1]).isCloseTo(first[0], within(1e-12));
    assertThat(second[0]).isCloseTo(first[1], within(1e-12));
  }

  /**
   * α 0.5, γ 0.5, two decisions: the later one moves half way to the reward, the earlier to half of
   * its best value.
   */
  @Test
  void movesHalfWayBackwards() {
    SearchSpace<List<Integer>> space = ToySpaces.grid(2, 2);
    Tabular recipe = Tabular.META_QNN.toBuilder()
        .learningRate(0.5)
        .discount(0.5)
        .initialValue(0.2)
        .replay(0, 1)
        .build();
    QTable table = new QTable(recipe);
    Walk walk = walk(space, 1, 0);
    table.learn(Episode.of(walk), 1, random);
    assertThat(table.values(walk.points().get(1))).containsExactly(0.6, 0.2);
    assertThat(table.values(walk.points().get(0))).containsExactly(0.2, 0.25);
    assertThat(table.size()).isEqualTo(2);
    QTable shaped =
        new QTable(recipe.toBuilder().shaping(Shaping.fixedLength(4)).build());
    shaped.learn(Episode.of(walk), 1, random);
    assertThat(shaped.values(walk.points().get(0))[1])
        .isCloseTo(0.1 + 0.5 * (0.25 + 0.5 * 0.6), within(1e-12));
    QTable returns = new QTable(recipe.toBuilder().target(Tabular.Target.RETURN).build());
    returns.learn(Episode.of(walk), 1, random);
    assertThat(returns.values(walk.points().get(0))[1]).isCloseTo(0.1 + 0.5 * 0.5, within(1e-12));
  }

  /** Three draws of a list of one: each halves what is missing. */
  @Test
  void replaysSoManyOfTheList() {
    QTable table = new QTable(
        Tabular.builder().learningRate(0.5).initialValue(0).replay(3, 1).build());
    Walk walk = walk(ToySpaces.grid(1, 2), 1);
    table.learn(Episode.of(walk), 1, random);
    assertThat(table.values(walk.points().get(0))).containsExactly(0, 1 - 0.125);
  }

  @Test
  void nothingIsLearnedFromNoDecision() {
    QTable table = new QTable(Tabular.META_QNN);
    table.learn(Episode.of(ToySpaces.empty().sample(point -> 0).walk()), 1, random);
    assertThat(table.size()).isZero();
  }

  @Test
  void sharesRewardsOut() {
    assertThat(Shaping.NONE.intermediate(6, 3)).isZero();
    assertThat(Shaping.OWN_LENGTH.intermediate(6, 3)).isEqualTo(2);
    assertThat(Shaping.fixedLength(12).intermediate(6, 3)).isEqualTo(0.5);
    assertThat(Shaping.fixedLength(1)).hasToString("FIXED_LENGTH 1");
    assertThat(Shaping.OWN_LENGTH).hasToString("OWN_LENGTH");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesContrasts(double contrast) {
    assertThatThrownBy(() -> new Neighbours(contrast, 1, 1))
        .hasMessage("The contrast must be at least 0 and finite, but is [" + contrast + "].");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesPriorsAndElites(double value) {
    assertThatThrownBy(() -> new Neighbours(0, value, 1))
        .hasMessage("The prior must be above 0 and finite, but is [" + value + "].");
    assertThatThrownBy(() -> new Neighbours(0, 1, value))
        .hasMessage("The elite must be above 0 and finite, but is [" + value + "].");
  }

  @Test
  void tablesTakeTheEdgesOfTheirRanges() {
    Tabular edge = new Tabular(1, 0, 0, 0, 1, Tabular.Target.RETURN, Shaping.NONE);
    assertThat(edge.toBuilder().discount(1).build().discount()).isEqualTo(1);
    Tabular.Builder builder = edge.toBuilder();
    for (double wrong : new double[] {0, -0.5, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> builder.learningRate(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The learning rate must be")
          .hasMessageContaining("[" + wrong + "]");
    }
    for (double wrong : new double[] {-0.5, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> builder.discount(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The discount must be")
          .hasMessageContaining("[" + wrong + "]");
    }
  }

  @Test
  void schedulesTakeTheEdgesOfTheirRanges() {
    assertThat(EpsilonSchedule.of(0, 1).then(1, 1).steps()).hasSize(2);
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> EpsilonSchedule.of(wrong, 1))
          .hasMessageContaining("[" + wrong + "]");
    }
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> EpsilonSchedule.SHORT.scaled(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[" + wrong + "]");
    }
    assertThat(EpsilonSchedule.SHORT).hasToString("1.0:15 0.5:8 0.4:8 0.3:8 0.2:8 0.1:8");
  }
}
