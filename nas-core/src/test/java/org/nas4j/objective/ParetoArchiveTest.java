package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.ParetoFront.Member;

class ParetoArchiveTest {

  private static final Metric ACCURACY = Metric.VALIDATION_ACCURACY;
  private static final Metric LATENCY = Metric.LATENCY_SECONDS;

  private static Evaluation network(double accuracy, double latency) {
    return Figures.of(ACCURACY, accuracy, LATENCY, latency);
  }

  private static List<Integer> items(ParetoFront<Integer> front) {
    return front.members().stream().map(Member::item).toList();
  }

  /** 10,000 random sequences of figures from 0 to 4, of which many are equal. */
  @Test
  void keepsWhatBruteForceKeeps() {
    SplittableRandom random = new SplittableRandom(17);
    for (int sequence = 0; sequence < 10_000; sequence++) {
      int objectives = 2 + sequence % 3;
      ParetoArchive<Integer> archive = new ParetoArchive<>(Figures.costs(objectives));
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 1 + sequence % 20; i++) {
        double[] point = new double[objectives];
        for (int k = 0; k < objectives; k++) {
          point[k] = random.nextInt(5);
        }
        points.add(point);
        boolean dominated = points.stream().anyMatch(other -> Dominance.dominates(other, point));
        assertThat(archive.add(i, Figures.costs(point))).isEqualTo(!dominated);
      }
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        double[] point = points.get(i);
        if (points.stream().noneMatch(other -> Dominance.dominates(other, point))) {
          expected.add(i);
        }
      }
      assertThat(items(archive.front())).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(archive.all()).hasSize(points.size());
    }
  }

  @Test
  void doesNotDependOnTheOrder() {
    SplittableRandom random = new SplittableRandom(5);
    List<Evaluation> figures = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      figures.add(Figures.costs(Figures.point(3, random)));
    }
    List<Evaluation> first = figures(figures);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(figures, new Random(i));
      assertThat(figures(figures)).isEqualTo(first);
    }
  }

  private static List<Evaluation> figures(List<Evaluation> added) {
    ParetoArchive<String> archive = new ParetoArchive<>(Figures.costs(3));
    added.forEach(each -> archive.add("", each));
    return archive.front().members().stream().map(Member::evaluation).toList();
  }

  @Test
  void frontKeepsTheConstraints() {
    Constraint fast = new Constraint(LATENCY, Limit.atMost(5));
    ParetoArchive<Integer> archive =
        new ParetoArchive<>(Objectives.of(ACCURACY, LATENCY), List.of(fast));
    assertThat(archive.add(1, network(0.9, 6))).isFalse();
    assertThat(archive.add(2, network(0.8, 5))).isTrue();
    assertThat(archive.add(3, network(0.7, 4))).isTrue();
    assertThat(archive.add(4, network(0.7, 4.5))).isFalse();
    assertThat(items(archive.front())).containsExactly(2, 3);
    assertThat(archive.all()).hasSize(4);
  }

  @Test
  void refusedFiguresLeaveItAsItWas() {
    ParetoArchive<Integer> archive = new ParetoArchive<>(Objectives.of(ACCURACY, LATENCY));
    archive.add(1, network(0.9, 6));
    assertThatThrownBy(() -> archive.add(2, network(Double.NaN, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> archive.add(3, Evaluation.of(ACCURACY, 1)))
        .hasMessageContaining("[latencySeconds]");
    assertThat(archive.all()).hasSize(1);
    assertThat(items(archive.front())).containsExactly(1);
  }

  @Test
  void frontIsSortedAndMeasuredInTheUnitsOfItsFigures() {
    ParetoFront<Integer> front = new ParetoFront<>(
        Objectives.of(ACCURACY, LATENCY),
        List.of(
            new Member<>(1, network(0.5, 1)),
            new Member<>(2, network(0.4, 2)),
            new Member<>(3, network(0.9, 3)),
            new Member<>(4, network(0.5, 1))));
    assertThat(items(front)).containsExactly(3, 1, 4);
    assertThat(front.hypervolume(network(0, 4))).isCloseTo(0.9 + 2 * 0.5, within(1e-15));
  }

  /** By hand: of (0, 1), (0.2, 0.3), (0.6, 0.2) and (1, 0) the second has the least sum. */
  @Test
  void kneeIsFarthestFromTheLineBetweenTheExtremes() {
    ParetoArchive<Integer> archive = new ParetoArchive<>(Objectives.of(ACCURACY, LATENCY));
    assertThat(archive.front().knee()).isEmpty();
    archive.add(1, network(0.9, 110));
    archive.add(2, network(0.8, 40));
    archive.add(3, network(0.6, 30));
    archive.add(4, network(0.4, 10));
    assertThat(archive.front().knee().orElseThrow().item()).isEqualTo(2);
    ParetoArchive<Integer> one = new ParetoArchive<>(Objectives.of(ACCURACY, LATENCY));
    one.add(7, network(0.9, 110));
    assertThat(one.front().knee().orElseThrow().item()).isEqualTo(7);
  }

  @Test
  void argmaxOfTheSoftRewardIsOnTheFront() {
    SplittableRandom random = new SplittableRandom(23);
    MnasNetReward soft = MnasNetReward.soft(0.5);
    for (int round = 0; round < 500; round++) {
      ParetoArchive<Integer> archive = new ParetoArchive<>(Objectives.of(ACCURACY, LATENCY));
      Evaluation best = null;
      for (int i = 0; i < 30; i++) {
        Evaluation each = network(random.nextDouble(), 0.01 + random.nextDouble());
        archive.add(i, each);
        best = best == null || soft.reward(each) > soft.reward(best) ? each : best;
      }
      assertThat(archive.front().members()).extracting(Member::evaluation).contains(best);
    }
  }
}
