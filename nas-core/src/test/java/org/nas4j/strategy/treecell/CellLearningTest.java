package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.cell.CellEdit;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellTree;
import org.nas4j.policy.EditLearning;
import org.nas4j.space.Build;
import org.nas4j.space.Decision;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;
import org.nas4j.space.Walk;
import org.nas4j.strategy.GivenChances;

/** By which chances edits are drawn, and what exactly a batch teaches. */
class CellLearningTest {

  private static final EditLearning LEARNING =
      new EditLearning(new Adam(6e-3, 0.9, 0.999, 1e-8), 40, 2, 0.95, 0.01);
  private static final int REDRAWS = 3;
  private static final TreeCellSettings SETTINGS =
      new TreeCellSettings(LEARNING, false, true, 3, 4, 5, REDRAWS);
  private static final CellGrowth GROWTH =
      CellGrowth.builder(CellTree.of(CellOperation.CONVOLUTION_3)).build();

  private final CellPolicy policy = new CellPolicy(SETTINGS, CellLearningTest::random);

  private static RandomGenerator random(String purpose) {
    return new SplittableRandom(purpose.hashCode());
  }

  private static DecisionPoint point(int legalFrom, int options) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < options; i++) {
      all.add(i);
    }
    SearchSpace<Integer> space =
        choices -> choices.pick(new Decision<>("digit", all), each -> each >= legalFrom);
    return space.sample(each -> each.legalOption(0)).points().get(0);
  }

  /** Option 0 is not legal; 1, 2 and 3 share the unit interval by their probabilities. */
  @Test
  void drawsEachLegalOptionByItsProbability() {
    DecisionPoint point = point(1, 4);
    double[] p = policy.network().probabilities(point);
    assertThat(p[0]).isZero();
    assertThat(p[1] + p[2] + p[3]).isCloseTo(1, within(1e-12));
    assertThat(drawn(point, 0)).isEqualTo(1);
    assertThat(drawn(point, Math.nextDown(p[1]))).isEqualTo(1);
    assertThat(drawn(point, p[1])).isEqualTo(2);
    assertThat(drawn(point, p[1] + p[2] - 1e-9)).isEqualTo(2);
    assertThat(drawn(point, p[1] + p[2] + 1e-9)).isEqualTo(3);
  }

  private int drawn(DecisionPoint point, double chance) {
    GivenChances random = GivenChances.of(chance);
    int option = policy.chooser(random).choose(point);
    assertThat(random.chances()).isExhausted();
    return option;
  }

  @Test
  void forcedAnswersAreNoChances() {
    assertThat(policy.chooser(GivenChances.of()).choose(point(3, 4))).isEqualTo(3);
  }

  @Test
  void redrawsSoOftenUntilAWalkIsWanted() {
    AtomicInteger draws = new AtomicInteger();
    RandomGenerator draw = new SplittableRandom(1);
    policy.propose(
        chooser -> {
          draws.incrementAndGet();
          return GROWTH.sample(chooser).walk();
        },
        walk -> false,
        draw);
    assertThat(draws).hasValue(1 + REDRAWS);
    draws.set(0);
    Walk second = policy.propose(
        chooser -> {
          draws.incrementAndGet();
          return GROWTH.sample(chooser).walk();
        },
        walk -> draws.get() == 2,
        draw);
    assertThat(draws).hasValue(2);
    assertThat(second.points()).isNotEmpty();
  }

  private static CellPlan plan(long seed) {
    SplittableRandom draw = new SplittableRandom(seed);
    Build<List<CellEdit>> build =
        GROWTH.sample(point -> point.legalOption(draw.nextInt(point.legalCount())));
    return new CellPlan(GROWTH, build.genotype(), build.architecture());
  }

  private static List<double[]> values(CellNetwork network) {
    return network.parameters().stream().map(each -> each.value().clone()).toList();
  }

  /**
   * Rewards 1 and 3 against what is expected, 0.5, moved by 0.95 towards their mean of 2: 1.925, so
   * that the advantages are −0.925 and 1.075. Gradients are means over the batch; entropy weighs
   * 0.01. Nothing is learned before the batch is complete.
   */
  @Test
  void climbsTheMeanOfABatch() {
    policy.expect(0.5);
    List<double[]> untouched = values(policy.network());
    policy.learn(plan(1), 1);
    assertThat(values(policy.network())).usingRecursiveComparison().isEqualTo(untouched);
    policy.learn(plan(2), 3);
    CellNetwork twin = new CellNetwork(SETTINGS, CellLearningTest::random);
    double[] advantages = {1 - 1.925, 3 - 1.925};
    for (int k = 0; k < 2; k++) {
      Walk walk = GROWTH.replay(plan(k + 1).answers()).walk();
      for (DecisionPoint point : walk.points()) {
        if (point.legalCount() > 1) {
          int option = walk.genotype().genes().get(point.index()).option();
          twin.climb(point, option, advantages[k] / 2, 0.01 / 2);
        }
      }
    }
    LEARNING.adam().ascend(twin.parameters(), 40);
    List<double[]> expected = values(twin);
    List<double[]> learned = values(policy.network());
    assertThat(learned).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(learned.get(i)).as("block %s", i).containsExactly(expected.get(i), within(1e-9));
    }
    policy.learn(plan(3), 2);
    policy.learn(plan(4), 2);
    assertThat(values(policy.network()).subList(0, 9))
        .as("equal rewards teach nothing")
        .usingRecursiveComparison()
        .isEqualTo(learned.subList(0, 9));
  }

  /** p = (½, ½, 0): the entropy is log 2, and what is not legal has no part in the gradient. */
  @Test
  void illegalOptionsHaveNoPart() {
    assertThat(CellNetwork.entropy(new double[] {0.5, 0.5, 0})).isEqualTo(Math.log(2));
    CellNetwork network = policy.network();
    DecisionPoint point = point(2, 4);
    network.probabilities(point);
    network.climb(point, 2, 1, 0.5);
    List<Parameter> parameters = network.parameters();
    double[] biases = parameters.get(parameters.size() - 1).gradient();
    assertThat(biases).hasSize(4).startsWith(0, 0);
    assertThat(biases[2]).isPositive();
    assertThat(biases[3]).isCloseTo(-biases[2], within(1e-12));
    assertThat(parameters)
        .allMatch(each -> Arrays.stream(each.gradient()).allMatch(Double::isFinite));
  }

  /** The slope of the rectifier is 0 up to 0. */
  @Test
  void rectifierPassesGradientsOfPositiveValuesOn() {
    Tape tape = new Tape();
    Tape.Vector x = new Tape.Vector(3);
    x.value[0] = -1;
    x.value[2] = 2;
    Tape.Vector y = tape.relu(x);
    assertThat(y.value).containsExactly(0, 0, 2);
    Arrays.fill(y.gradient, 5);
    tape.backward();
    assertThat(x.gradient).containsExactly(0, 0, 5);
  }

  /** One branch leaves the second place to zeros; three have no places. */
  @Test
  void orderedBranchesHaveTwoPlaces() {
    Weights weights = new Weights(CellLearningTest::random);
    OrderedBranches branches = new OrderedBranches(3, 4, weights);
    TreeState state = new TreeState(vector(4, 0.3), vector(4, -0.2));
    Tape.Vector type = vector(3, 0.5);
    double[] one = branches.up(new Tape(), type, List.of(state)).output().value;
    double[] padded =
        branches.up(new Tape(), type, List.of(state, TreeState.zeros(4))).output().value;
    assertThat(one).isEqualTo(padded);
    assertThatThrownBy(() -> branches.up(new Tape(), type, Collections.nCopies(3, state)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
  }

  /** Cells of siblings are kept by their forget gates, also where their outputs are the same. */
  @Test
  void cellsOfSiblingsArePartOfWhatIsAbove() {
    Weights weights = new Weights(CellLearningTest::random);
    OrderedBranches branches = new OrderedBranches(3, 4, weights);
    Tape.Vector type = vector(3, 0.5);
    TreeState own = TreeState.zeros(4);
    TreeState above = new TreeState(vector(4, 0.1), vector(4, 0.1));
    TreeState one = new TreeState(vector(4, 0.3), vector(4, 0.2));
    TreeState other = new TreeState(vector(4, 0.3), vector(4, 0.9));
    double[] little =
        branches.down(new Tape(), type, above, List.of(own, one), 0).cell().value;
    double[] much =
        branches.down(new Tape(), type, above, List.of(own, other), 0).cell().value;
    for (int i = 0; i < 4; i++) {
      assertThat(much[i]).isGreaterThan(little[i]);
    }
  }

  private static Tape.Vector vector(int size, double value) {
    Tape.Vector vector = new Tape.Vector(size);
    Arrays.fill(vector.value, value);
    return vector;
  }
}
