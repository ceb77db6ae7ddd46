package org.nas4j.strategy.treecell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nas4j.internal.math.Adam;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.cell.CellGrowth;
import org.nas4j.morphism.cell.CellMerge;
import org.nas4j.morphism.cell.CellOperation;
import org.nas4j.morphism.cell.CellTree;
import org.nas4j.policy.EditLearning;
import org.nas4j.space.Build;
import org.nas4j.space.DecisionPoint;

/** The acceptance checks 3 to 5 of TreeCell. */
class TreeEncoderTest {

  private static final int HIDDEN = 6;

  private final Weights weights = new Weights(name -> new SplittableRandom(name.hashCode()));
  private final TreeEncoder encoder = new TreeEncoder(4, HIDDEN, weights);

  private static CellTree.Branch branch(CellOperation operation, CellTree.Fork below) {
    return new CellTree.Branch(operation, Optional.ofNullable(below));
  }

  private static CellTree.Fork fork(CellMerge merge, CellTree.Branch... branches) {
    return new CellTree.Fork(merge, merge == CellMerge.CONCAT, List.of(branches));
  }

  private static CellTree.Fork leaf(CellOperation operation) {
    return fork(CellMerge.NONE, branch(operation, null));
  }

  private static final List<CellTree.Branch> BRANCHES = List.of(
      branch(CellOperation.SEPARABLE_3, null),
      branch(CellOperation.CONVOLUTION_1, leaf(CellOperation.AVERAGE_POOLING_3)));

  private double[] up(CellMerge merge, List<CellTree.Branch> branches) {
    return encoder
        .up(new Tape(), fork(merge, branches.toArray(CellTree.Branch[]::new)))
        .output()
        .value;
  }

  @Test
  void theOrderOfBranchesMattersWhereTheyStandSideBySide() {
    List<CellTree.Branch> reversed = new ArrayList<>(BRANCHES);
    Collections.reverse(reversed);
    assertThat(up(CellMerge.ADD, reversed))
        .containsExactly(up(CellMerge.ADD, BRANCHES), within(1e-7));
    assertThat(largestDifference(up(CellMerge.CONCAT, reversed), up(CellMerge.CONCAT, BRANCHES)))
        .isGreaterThan(1e-4);
  }

  private static double largestDifference(double[] one, double[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  /** The half that is seen from above. */
  private double[] down(CellTree.Fork root, int place) {
    double[] both = encoder.encode(new Tape(), new CellTree(root), List.of(place)).value;
    return Arrays.copyOfRange(both, HIDDEN, 2 * HIDDEN);
  }

  @Test
  void seenFromAboveABranchIsItsSiblingsAndNotWhatHangsFromIt() {
    for (CellMerge merge : List.of(CellMerge.ADD, CellMerge.CONCAT)) {
      CellTree.Branch own = BRANCHES.get(1);
      CellTree.Branch other = branch(CellOperation.CONVOLUTION_1, leaf(CellOperation.SEPARABLE_7));
      CellTree.Fork before = fork(merge, BRANCHES.get(0), own);
      CellTree.Fork below = fork(merge, BRANCHES.get(0), other);
      CellTree.Fork beside =
          fork(merge, branch(CellOperation.SEPARABLE_3, leaf(CellOperation.IDENTITY)), own);
      assertThat(down(below, 1)).isEqualTo(down(before, 1));
      assertThat(largestDifference(down(beside, 1), down(before, 1))).isGreaterThan(1e-4);
    }
  }

  @Test
  void whatIsUndecidedIsNothingThatLearns() {
    Tape tape = new Tape();
    Tape.Vector seen = encoder.encode(tape, CellTree.of(CellOperation.UNDECIDED), List.of(0));
    Arrays.fill(seen.gradient, 1);
    tape.backward();
    double[] rows = weights.parameters().get(0).gradient();
    assertThat(rows).containsOnly(0);
  }

  /** Orthogonal from the start: rows of length 1 at right angles. */
  @Test
  void matricesStartOrthogonal() {
    double[] values = new Weights(name -> new SplittableRandom(3))
        .orthogonal("m", 3, 8)
        .parameter()
        .value();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double product = 0;
        for (int k = 0; k < 8; k++) {
          product += values[i * 8 + k] * values[j * 8 + k];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  /** An episode of at least twelve decisions, with all merges and masks, by every parameter. */
  @Test
  void climbsTheGradientOfWhatItSays() {
    TreeCellSettings settings = new TreeCellSettings(
        new EditLearning(new Adam(6e-3, 0.9, 0.999, 1e-8), 1, 1, 1, 0), false, true, 3, 4, 5, 0);
    CellNetwork network = new CellNetwork(settings, name -> new SplittableRandom(name.hashCode()));
    Build<?> episode = episode();
    assertThat(episode.points()).hasSizeGreaterThanOrEqualTo(12);
    objective(network, episode);
    for (DecisionPoint point : episode.points()) {
      network.climb(point, option(episode, point), 0.7, 0.3);
    }
    int checked = 0;
    for (Parameter parameter : network.parameters()) {
      double[] values = parameter.value();
      for (int i = 0; i < values.length; i++) {
        double old = values[i];
        parameter.change()[i] = old + 1e-5;
        double above = objective(network, episode);
        parameter.change()[i] = old - 1e-5;
        double below = objective(network, episode);
        parameter.change()[i] = old;
        double expected = (above - below) / 2e-5;
        assertThat(parameter.gradient()[i])
            .as("number %s of block %s", i, network.parameters().indexOf(parameter))
            .isCloseTo(expected, within(1e-4 * Math.max(1e-2, Math.abs(expected))));
        checked += Math.abs(expected) > 1e-6 ? 1 : 0;
      }
    }
    assertThat(checked).isGreaterThan(400);
  }

  private static int option(Build<?> episode, DecisionPoint point) {
    return episode.genotype().genes().get(point.index()).option();
  }

  private static double objective(CellNetwork network, Build<?> episode) {
    double sum = 0;
    for (DecisionPoint point : episode.points()) {
      double[] p = network.probabilities(point);
      sum += 0.7 * Math.log(p[option(episode, point)]) + 0.3 * CellNetwork.entropy(p);
    }
    return sum;
  }

  private static Build<?> episode() {
    CellGrowth growth =
        CellGrowth.builder(CellTree.of(CellOperation.CONVOLUTION_3)).build();
    for (int seed = 0; ; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Build<?> build =
          growth.sample(point -> point.legalOption(random.nextInt(point.legalCount())));
      String tree = growth.grown(growth.replay(build.genotype()).architecture()).toString();
      boolean all = tree.contains("ADD(") && tree.matches("(?s).*CONCAT\\((?!CONV).*");
      if (all && build.points().size() >= 12 && build.points().size() <= 20) {
        return build;
      }
    }
  }
}
