package org.nas4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.search.Outcome;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

class DecisionColumnsTest {

  private static Trial trial(long id, Gene... genes) {
    return new Trial(
        id,
        new Genotype(List.of(genes)),
        OptionalLong.empty(),
        new Outcome.Rejected("any", "any"),
        Duration.ZERO,
        OptionalLong.empty());
  }

  @Test
  void tellsRepeatedDecisionsApart() {
    DecisionColumns columns = DecisionColumns.of(List.of(
        trial(0, new Gene("a", 2), new Gene("b", 0), new Gene("a", 1)),
        trial(1, new Gene("b", 4))));
    assertThat(columns.columns())
        .extracting(DecisionColumns.Column::title)
        .containsExactly("a", "b", "a #2");
    assertThat(columns.columns().get(0).cells()).containsExactly((char) 3, (char) 0);
    assertThat(columns.columns().get(1).cells()).containsExactly((char) 1, (char) 5);
    assertThat(columns.columns().get(2).cells()).containsExactly((char) 2, (char) 0);
  }

  /** By hand: groups {1, 3} and {5, 7}: between 16, within 4, so (16 − 2) / (20 + 2). */
  @Test
  void omegaSquaredIsThatOfATextbook() {
    DecisionColumns columns = DecisionColumns.of(List.of(
        trial(0, new Gene("a", 0)),
        trial(1, new Gene("a", 0)),
        trial(2, new Gene("a", 1)),
        trial(3, new Gene("a", 1))));
    assertThat(columns.importance(new double[] {1, 3, 5, 7})[0])
        .isCloseTo(14.0 / 22, within(1e-12));
  }

  @Test
  void whatDoesNotMatterHasNoShareAndTrialsWithoutRewardDoNotCount() {
    SplittableRandom random = new SplittableRandom(3);
    List<Trial> trials = new ArrayList<>();
    double[] rewards = new double[4000];
    for (int i = 0; i < rewards.length; i++) {
      int decisive = random.nextInt(2);
      trials.add(trial(i, new Gene("idle", random.nextInt(30)), new Gene("decisive", decisive)));
      rewards[i] = i % 5 == 0 ? Double.NaN : decisive + 0.1 * random.nextDouble();
    }
    double[] shares = DecisionColumns.of(trials).importance(rewards);
    assertThat(shares[0]).isBetween(0.0, 0.01);
    assertThat(shares[1]).isBetween(0.98, 1.0);
  }

  @Test
  void cannotTellFromOneTrial() {
    assertThat(DecisionColumns.of(List.of(trial(0, new Gene("a", 0)))).importance(new double[] {1}))
        .containsExactly(Double.NaN);
  }

  @Test
  void keepsTheDecisionsThatMostTrialsWereAsked() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 2 * DecisionColumns.MOST; i++) {
      trials.add(trial(i, new Gene("once " + i, 0), new Gene("always", 0)));
    }
    DecisionColumns columns = DecisionColumns.of(trials);
    assertThat(columns.columns()).hasSize(DecisionColumns.MOST);
    assertThat(columns.columns()).extracting(DecisionColumns.Column::name).contains("always");
    assertThat(columns.leftOut()).isEqualTo(DecisionColumns.MOST + 1);
  }
}
