package org.nas4j.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.policy.Advantages;
import org.nas4j.policy.Baseline;
import org.nas4j.policy.Imitation;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.RejectedReward;
import org.nas4j.strategy.evolution.Evolution;
import org.nas4j.strategy.local.LocalSearch;
import org.nas4j.strategy.morphism.MorphismSearch;
import org.nas4j.strategy.ppo.Ppo;
import org.nas4j.strategy.qlearning.EpsilonSchedule;
import org.nas4j.strategy.qlearning.QLearning;
import org.nas4j.strategy.qlearning.Tabular;
import org.nas4j.strategy.reinforce.Reinforce;
import org.nas4j.strategy.uct.Uct;

/** What each setting of a recipe shows up as, and what it refuses. */
class StrategySettingsTest {

  private static void assertRefused(ThrowingCallable setting, String what) {
    assertThatThrownBy(setting)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  @Test
  void eachSettingOfPpoShows() {
    assertThat(Ppo.builder()
            .network(LstmSettings.of(3, 7))
            .learningRate(0.5)
            .adam(0.25, 0.75, 0.125)
            .clipGradient(2)
            .batch(3)
            .advantages(Advantages.raw(new Baseline.Constant(1)))
            .entropyWeight(0.5)
            .clip(0.25)
            .epochs(6)
            .minibatches(2)
            .critic(0.5, 0.75)
            .greatestDivergence(0.01)
            .linkPrior(LinkPrior.ENAS)
            .rejected(RejectedReward.of(-1))
            .learnsFromDuplicates(false)
            .imitation(new Imitation(2, 4, 0.5))
            .redraws(8)
            .build()
            .settings())
        .containsAllEntriesOf(Map.ofEntries(
            Map.entry("lstm", "3x7"),
            Map.entry("adam", "Adam[learningRate=0.5, beta1=0.25, beta2=0.75, epsilon=0.125]"),
            Map.entry("greatestNorm", "2.0"),
            Map.entry("batch", "3"),
            Map.entry("baseline", "Constant[value=1.0]"),
            Map.entry("entropyWeight", "0.5"),
            Map.entry("clip", "0.25"),
            Map.entry("epochs", "6"),
            Map.entry("minibatches", "2"),
            Map.entry("criticWeight", "0.5"),
            Map.entry("lambda", "0.75"),
            Map.entry("greatestDivergence", "0.01"),
            Map.entry("linkPrior", "LinkPrior[weight=0.8, rate=0.4, mode=OFFICIAL_CODE]"),
            Map.entry("rejected", "RejectedReward[kind=FIXED, value=-1.0]"),
            Map.entry("learnsFromDuplicates", "false"),
            Map.entry("imitation", "4 of the 2 best, weight 0.5"),
            Map.entry("redraws", "8")));
  }

  @Test
  void eachSettingOfReinforceShows() {
    assertThat(Reinforce.builder()
            .network(LstmSettings.of(3, 7))
            .learningRate(0.5)
            .adam(0.25, 0.75, 0.125)
            .clipGradient(2)
            .batch(3)
            .advantages(Advantages.raw(new Baseline.Constant(1)))
            .entropyWeight(0.5)
            .entropyBonus(Reinforce.EntropyBonus.IN_REWARD)
            .linkPrior(LinkPrior.ENAS)
            .rejected(RejectedReward.of(-1))
            .learnsFromDuplicates(false)
            .imitation(new Imitation(2, 4, 0.5))
            .redraws(8)
            .build()
            .settings())
        .containsAllEntriesOf(Map.ofEntries(
            Map.entry("lstm", "3x7"),
            Map.entry("adam", "Adam[learningRate=0.5, beta1=0.25, beta2=0.75, epsilon=0.125]"),
            Map.entry("greatestNorm", "2.0"),
            Map.entry("batch", "3"),
            Map.entry("baseline", "Constant[value=1.0]"),
            Map.entry("entropyWeight", "0.5"),
            Map.entry("entropyBonus", "IN_REWARD"),
            Map.entry("linkPrior", "LinkPrior[weight=0.8, rate=0.4, mode=OFFICIAL_CODE]"),
            Map.entry("rejected", "RejectedReward[kind=FIXED, value=-1.0]"),
            Map.entry("learnsFromDuplicates", "false"),
            Map.entry("imitation", "4 of the 2 best, weight 0.5"),
            Map.entry("redraws", "8")));
  }

  @Test
  void eachSettingOfUctShows() {
    assertThat(Uct.builder()
            .exploration(0.75)
            .scale(Uct.Scale.MIN_MAX)
            .sharing(0.25)
            .expansion(Uct.Expansion.ONE_NODE)
            .rollout(Uct.Rollout.AVERAGES)
            .temperature(0.5)
            .virtualLoss(0.125)
            .widening(3, 0.25)
            .repeats(true)
            .guide(new Uct.Guide(7, 0.5, 3, 2, 4))
            .build()
            .settings())
        .containsAllEntriesOf(Map.of(
            "exploration", "0.75",
            "scale", "MIN_MAX",
            "sharing", "0.25",
            "expansion", "ONE_NODE",
            "rollout", "AVERAGES",
            "temperature", "0.5",
            "virtualLoss", "0.125",
            "widening", "3.0 n^0.25",
            "repeats", "true",
            "guide", "Guide[samples=7, exploration=0.5, start=3, longest=2, ridge=4.0]"));
  }

  @Test
  void eachSettingOfTheOthersShows() {
    assertThat(Evolution.builder()
            .population(7)
            .sample(3)
            .replacement(false)
            .ageing(false)
            .build()
            .settings())
        .isEqualTo(Map.of(
            "population", "7",
            "sample", "3",
            "replacement", "false",
            "removal", "WORST_OF_TOURNAMENT"));
    assertThat(QLearning.builder()
            .values(Tabular.META_QNN)
            .exploration(EpsilonSchedule.of(0.5, 2))
            .explorationLength(9)
            .rejected(RejectedReward.SKIP)
            .redraws(4)
            .build()
            .settings())
        .containsAllEntriesOf(Map.of(
            "values", "table",
            "exploration", "0.5:2",
            "explorationLength", "9",
            "rejected", "RejectedReward[kind=SKIP, value=0.0]",
            "redraws", "4"));
    assertThat(LocalSearch.white().settings()).isEqualTo(Map.of("starts", "1"));
    assertThat(LocalSearch.builder().build().settings()).isEqualTo(Map.of("starts", "10"));
    assertThat(MorphismSearch.builder().children(1).edits(1).build().settings())
        .isEqualTo(Map.of("children", "1", "edits", "1"));
    assertThat(MorphismSearch.nash().settings()).isEqualTo(Map.of("children", "8", "edits", "5"));
  }

  /** What is changed after a strategy was built belongs to the next one. */
  @Test
  void builtStrategiesStayAsTheyAre() {
    Ppo.Builder ppo = Ppo.builder().batch(3);
    Ppo built = ppo.build();
    ppo.batch(5);
    assertThat(built.settings()).containsEntry("batch", "3");
    Evolution.Builder evolution = Evolution.builder().population(30);
    Evolution other = evolution.build();
    evolution.population(40);
    assertThat(other.settings()).containsEntry("population", "30");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesCountsBelowOne(int count) {
    String what = "must be at least [1], but is [" + count + "]";
    assertRefused(() -> Ppo.builder().batch(count), "The batch " + what);
    assertRefused(() -> Ppo.builder().epochs(count), "The number of epochs " + what);
    assertRefused(() -> Ppo.builder().minibatches(count), "The number of minibatches " + what);
    assertRefused(() -> Reinforce.builder().batch(count), "[" + count + "]");
    assertRefused(() -> Evolution.builder().population(count), "The population " + what);
    assertRefused(() -> Evolution.builder().sample(count), "The sample " + what);
    assertRefused(
        () -> QLearning.builder().explorationLength(count), "The length of constructions " + what);
    assertRefused(() -> LocalSearch.builder().starts(count), "[" + count + "]");
    assertRefused(() -> MorphismSearch.builder().children(count), "The number of children " + what);
    assertRefused(() -> MorphismSearch.builder().edits(count), "The number of edits " + what);
  }

  @Test
  void takesTheLeastCounts() {
    assertThat(
            Ppo.builder().batch(1).epochs(1).minibatches(1).redraws(0).build().settings())
        .containsEntry("minibatches", "1");
    assertThat(Evolution.builder().population(1).sample(1).replacement(false).build())
        .isNotNull();
    assertThat(QLearning.builder().explorationLength(1).redraws(0).build().settings())
        .containsEntry("explorationLength", "1");
    assertRefused(() -> Ppo.builder().redraws(-1), "redraws");
    assertRefused(() -> Reinforce.builder().redraws(-1), "[-1]");
    assertRefused(() -> QLearning.builder().redraws(-1), "number of redraws must be at least [0]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void refusesWhatMustBePositive(double value) {
    String what = "must be above 0";
    assertRefused(() -> Ppo.builder().learningRate(value), "The learning rate " + what);
    assertRefused(() -> Ppo.builder().clipGradient(value), "The gradient norm " + what);
    assertRefused(() -> Ppo.builder().clip(value), "The clip " + what);
    assertRefused(() -> Ppo.builder().greatestDivergence(value), "The greatest divergence " + what);
    assertRefused(() -> Reinforce.builder().learningRate(value), "[" + value + "]");
    assertRefused(() -> Reinforce.builder().clipGradient(value), "[" + value + "]");
    assertRefused(() -> Uct.builder().temperature(value), "The temperature must be above 0");
    assertRefused(() -> new Uct.Guide(1, 0, 1, 1, value), "The ridge must be above 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void refusesWhatMustNotBeNegative(double value) {
    assertRefused(
        () -> Ppo.builder().entropyWeight(value), "The entropy weight must be at least 0");
    assertRefused(() -> Reinforce.builder().entropyWeight(value), "[" + value + "]");
    assertRefused(() -> Ppo.builder().critic(value, 0.5), "[" + value + "]");
    assertRefused(() -> Ppo.builder().critic(1, value), "[" + value + "]");
    assertRefused(() -> Ppo.builder().critic(1, 1.5), "[1.5]");
    assertRefused(
        () -> Uct.builder().exploration(value), "The exploration constant must be at least 0");
    assertRefused(() -> Uct.builder().sharing(value), "The sharing factor must be from");
    assertRefused(() -> Uct.builder().virtualLoss(value), "The virtual loss must be from");
    assertRefused(() -> Uct.builder().widening(0.5, value), "The widening factor must be from");
    assertRefused(() -> Uct.builder().widening(1, value), "The widening power must be from");
    assertRefused(() -> new Uct.Guide(1, value, 1, 1, 1), "The probability of exploration");
  }

  @Test
  void takesTheEdgesOfRanges() {
    assertThat(Ppo.builder().entropyWeight(0).critic(0, 0).critic(0, 1).build().settings())
        .containsEntry("lambda", "1.0");
    assertThat(Uct.builder()
            .exploration(0)
            .sharing(0)
            .sharing(1)
            .virtualLoss(0)
            .virtualLoss(1)
            .widening(1, 0)
            .widening(Double.POSITIVE_INFINITY, 1)
            .build()
            .settings())
        .containsEntry("widening", "Infinity n^1.0");
    assertThat(new Uct.Guide(1, 1, 1, 1, 0.5).exploration()).isEqualTo(1);
    assertRefused(() -> Uct.builder().virtualLoss(1.1), "[1.1]");
    assertRefused(() -> new Uct.Guide(0, 0, 1, 1, 1), "The number of descents");
    assertRefused(() -> new Uct.Guide(1, 0, 0, 1, 1), "The number of trials at the start");
    assertRefused(() -> new Uct.Guide(1, 0, 1, 0, 1), "The length of n-grams");
  }

  @Test
  void samplesWithoutReplacementMayTakeAllButNoMore() {
    assertThat(Evolution.builder().population(5).sample(5).replacement(false).build())
        .isNotNull();
    assertThat(Evolution.builder().population(5).sample(6).build()).isNotNull();
    assertThatThrownBy(
            () -> Evolution.builder().population(5).sample(6).replacement(false).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A sample of [6] without replacement cannot be drawn from [5].\nMaybe lower"
            + " sample, or allow replacement.");
  }

  @Test
  void saysWhichStrategiesThereAre() {
    assertThatThrownBy(() -> Strategies.named("annealing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no strategy [annealing].\nMaybe use one of [random, reinforce, ppo, uct, sizeaware,"
                + " qlearning, evolution, local, surrogate, exhaustive].");
  }
}
