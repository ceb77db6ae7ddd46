package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.internal.math.Adam;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.cell.CellEdit;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.morphism.cell.CellMerge;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellSkeleton;
import org.nas4j.morphism.cell.CellTree;
import org.nas4j.policy.EditLearning;

/** The acceptance check 6 of TreeCell, and the policy alone. */
class CellPolicyTest {

  private static final CellGrowth GROWTH =
      CellGrowth.builder(CellTree.of(CellOperation.CONVOLUTION_3)).build();
  private static final int CELLS = 300;
  private static final int LAST = 50;

  /** A cell that uniform draws do not meet: two branches, one of which goes on. */
  private static final CellTree TARGET = GROWTH.grown(List.of(
      new CellEdit.Merge(List.of(0), CellMerge.ADD, 2),
      new CellEdit.Insert(List.of(0)),
      new CellEdit.Merge(List.of(0, 0), CellMerge.CONCAT, 2),
      new CellEdit.Replace(List.of(0, 0), CellOperation.SEPARABLE_5),
      new CellEdit.Replace(List.of(0, 1), CellOperation.MAX_POOLING_3)));

  /** As if it were an accuracy: the more different operations the better, and best the target. */
  private static double score(CellTree tree) {
    HashSet<CellOperation> different = new HashSet<>(tree.operations());
    different.retainAll(CellOperation.CHOICES);
    return 0.3 + 0.06 * different.size() + (tree.equals(TARGET) ? 0.2 : 0);
  }

  private static double[] learned(long seed) {
    CellPolicy policy = TreeCell.small().toBuilder()
        .batch(10)
        .build()
        .policy(name -> new SplittableRandom(seed * 31 + name.hashCode()));
    policy.expect(score(GROWTH.start()));
    RandomGenerator random = new SplittableRandom(seed);
    double[] scores = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      CellPlan plan = policy.propose(GROWTH, random);
      scores[i] = score(plan.result());
      policy.learn(plan, scores[i]);
    }
    return Arrays.copyOfRange(scores, CELLS - LAST, CELLS);
  }

  private static double[] drawn(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double[] scores = new double[LAST];
    for (int i = 0; i < LAST; i++) {
      scores[i] = score(GROWTH.grown(GROWTH
          .sample(point -> point.legalOption(random.nextInt(point.legalCount())))
          .architecture()));
    }
    return scores;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double squaredError(double[] values) {
    double mean = mean(values);
    double squares =
        Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    return squares / (values.length - 1) / values.length;
  }

  @Tag("comparison")
  @Test
  void after300CellsItIsBetterThanChanceByThreeStandardErrors() {
    for (long seed = 1; seed <= 3; seed++) {
      double[] learned = learned(seed);
      double[] drawn = drawn(seed);
      double error = Math.sqrt(squaredError(learned) + squaredError(drawn));
      assertThat((mean(learned) - mean(drawn)) / error).as("seed %s", seed).isGreaterThan(3);
    }
  }

  @Test
  void growsOnFromWhateverCellItIsGiven() {
    CellPolicy policy = TreeCell.small().policy(name -> new SplittableRandom(name.hashCode()));
    CellTree tree = GROWTH.start();
    RandomGenerator random = new SplittableRandom(2);
    List<Integer> sizes = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      CellGrowth next = CellGrowth.builder(tree).edits(2).build();
      CellPlan plan = policy.propose(next, random);
      assertThat(plan.edits()).hasSizeLessThanOrEqualTo(2);
      policy.learn(plan, 0.5 + 0.01 * step);
      tree = plan.result();
      sizes.add(tree.operations().size());
    }
    assertThat(sizes).isSorted();
    assertThat(sizes.get(11)).isGreaterThan(1);
  }

  @Test
  void editsANetworkAFewStepsAtATime() {
    CellSkeleton skeleton =
        CellSkeleton.chain(Shape.image(1, 8, 8), 3).groups(1).blocks(2).width(4).build();
    EditPolicy policy = TreeCell.small().policy(skeleton, 2, 5);
    RandomGenerator random = new SplittableRandom(3);
    Architecture current = skeleton.start();
    for (int step = 0; step < 12; step++) {
      EditPlan plan = policy.propose(current, random);
      assertThat(plan.edits()).hasSizeLessThanOrEqualTo(2);
      policy.learn(plan, 0.5 + 0.01 * step);
      current = plan.result();
    }
    assertThat(current.nodes().size()).isGreaterThan(skeleton.start().nodes().size());
    Architecture foreign = Morphism.insertIdentity("cell1").edit(current);
    assertThatThrownBy(() -> policy.propose(foreign, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Maybe another policy");
  }

  @Test
  void comparesWithAnAverageThatNearlyIsTheBatch() {
    TreeCell plain = TreeCell.small().toBuilder().tangent(false).build();
    SpreadRewards rewards = rewards(plain);
    rewards.expect(0);
    assertThat(rewards.advantages(new double[] {1, 2}))
        .containsExactly(new double[] {1 - 1.425, 2 - 1.425}, within(1e-12));
    assertThat(rewards.advantages(new double[] {3, 3})).as("all alike").isEmpty();
    double average = 1.425 + 0.95 * (3 - 1.425);
    assertThat(rewards.advantages(new double[] {2, 4})[0])
        .isCloseTo(2 - (average + 0.95 * (3 - average)), within(1e-12));
  }

  @Test
  void spreadsAccuraciesNearOne() {
    SpreadRewards rewards = rewards(TreeCell.paper());
    rewards.expect(0.5);
    double[] advantages = rewards.advantages(new double[] {0.9, 0.99, 1});
    assertThat(advantages[1] - advantages[0]).isCloseTo(63.6567 - 6.3138, within(1e-3));
    assertThat(advantages[2]).isFinite().isGreaterThan(advantages[1]);
  }

  private static SpreadRewards rewards(TreeCell recipe) {
    return new SpreadRewards(settings(recipe));
  }

  private static TreeCellSettings settings(TreeCell recipe) {
    boolean tangent = Boolean.parseBoolean(recipe.settings().get("tangent"));
    return new TreeCellSettings(
        new EditLearning(new Adam(6e-3, 0.9, 0.999, 1e-8), 40, 5, 0.95, 0.01),
        tangent,
        true,
        10,
        24,
        48,
        100);
  }
}
