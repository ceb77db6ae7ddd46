package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Shape;
import org.nas4j.darts.DartsResult;
import org.nas4j.darts.DartsSearch;
import org.nas4j.darts.MixedNetwork.Part;
import org.nas4j.darts.MixedNetwork.Slope;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.space.InfeasibleException;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.darts.DartsOperation;

class DartsSupernetTest {

  private static final Split DATA = Fixtures.shapes(200, 1).split(96, new SplittableRandom(1));
  private static final DartsNetwork SMALL = new DartsNetwork(Shape.image(1, 8, 8), 3, 3, 4, 2);
  private static final int OPERATIONS = DartsOperation.values().length;

  @BeforeEach
  void needsOneDnn() {
    assumeThat(OneDnnNetwork.isAvailable()).as("oneDNN").isTrue();
  }

  private static DartsSupernet open(int oneIn) {
    return DartsSupernet.builder(DATA.training(), DATA.validation())
        .sizes(SMALL)
        .partialChannels(oneIn)
        .settings(Dl4jTraining.builder().batch(32).build())
        .threads(1)
        .build();
  }

  /** Equal ones; what bypasses an edge gets half of it. */
  private static double[] uniform(DartsSupernet supernet) {
    int operations = supernet.edges() * OPERATIONS;
    double[] shares = new double[operations + (supernet.bypasses() ? supernet.edges() : 0)];
    Arrays.fill(shares, 1.0 / OPERATIONS);
    Arrays.fill(shares, operations, shares.length, 0.5);
    return shares;
  }

  private static double loss(DartsSupernet supernet, double[] shares, int index, double change)
      throws InterruptedException {
    double[] changed = shares.clone();
    changed[index] += change;
    return supernet.slope(Part.VALIDATION, changed).loss();
  }

  @Test
  void slopesByTheSharesAreThoseOfTheLoss() throws InterruptedException {
    assertSlopesByShares(1, 2 * 5 * 8);
  }

  /** One channel in two, and what bypasses each edge behind the shares of operations. */
  @Test
  void slopesByTheSharesOfPartialChannelsAreThoseOfTheLoss() throws InterruptedException {
    assertSlopesByShares(2, 2 * 5 * 9);
  }

  /**
   * Every third share of both kinds of cells, against the loss itself: rectifiers and maxima have
   * corners, and values are of 32 bits, so that they are compared together.
   */
  private static void assertSlopesByShares(int oneIn, int count) throws InterruptedException {
    try (DartsSupernet supernet = open(oneIn)) {
      double[] shares = uniform(supernet);
      Slope slope = supernet.slope(Part.VALIDATION, shares);
      assertThat(slope.shares()).hasSize(count);
      double change = 5e-3;
      double error = 0;
      double size = 0;
      for (int i = 0; i < shares.length; i += 3) {
        double expected =
            (loss(supernet, shares, i, change) - loss(supernet, shares, i, -change)) / (2 * change);
        error += (slope.shares()[i] - expected) * (slope.shares()[i] - expected);
        size += expected * expected;
      }
      assertThat(Math.sqrt(error / size)).isLessThan(0.1);
      for (int i = 0; i < shares.length; i++) {
        if (i < supernet.edges() * OPERATIONS && i % OPERATIONS == 0) {
          assertThat(slope.shares()[i]).as("nothing").isZero();
        } else {
          assertThat(slope.shares()[i]).as("share %s", i).isNotZero();
        }
      }
    }
  }

  @Test
  void slopesByTheWeightsAreThoseOfTheLossAndNothingMoves() throws InterruptedException {
    assertSlopesByWeights(1);
    assertSlopesByWeights(2);
  }

  private static void assertSlopesByWeights(int oneIn) throws InterruptedException {
    try (DartsSupernet supernet = open(oneIn)) {
      double[] shares = uniform(supernet);
      double[] weights = supernet.weights();
      Slope slope = supernet.slope(Part.TRAINING, shares);
      assertThat(supernet.slope(Part.TRAINING, shares).loss()).isEqualTo(slope.loss());
      assertThat(supernet.weights()).isEqualTo(weights);
      double[] direction = slope.weights();
      double norm = 0;
      for (double each : direction) {
        norm += each * each;
      }
      double step = 1e-2 / Math.sqrt(norm);
      double[] above = weights.clone();
      double[] below = weights.clone();
      for (int i = 0; i < weights.length; i++) {
        above[i] += step * direction[i];
        below[i] -= step * direction[i];
      }
      supernet.setWeights(above);
      double up = supernet.slope(Part.TRAINING, shares).loss();
      supernet.setWeights(below);
      double down = supernet.slope(Part.TRAINING, shares).loss();
      assertThat((up - down) / (2 * step)).isCloseTo(norm, within(0.03 * norm));
    }
  }

  /** What is held after a search is what was known before, within a tenth above and half below. */
  @Test
  void memoryIsKnownBeforehand() throws InterruptedException {
    long known =
        MemoryNeed.ofTraining(SMALL.mixed().network(), 32, Engine.ONEDNN).bytes();
    try (DartsSupernet supernet = open(1)) {
      DartsSearch.builder(supernet).order(2).epochs(1).run();
      assertThat(supernet.nativeBytes()).isBetween(known / 2, known * 11 / 10);
    }
  }

  @Test
  void refusesANetworkThatNeedsMoreMemoryThanThereIs() {
    DartsNetwork wide = new DartsNetwork(Shape.image(1, 8, 8), 3, 20, 20_000, 4);
    assertThatThrownBy(() -> DartsSupernet.builder(DATA.training(), DATA.validation())
            .sizes(wide)
            .build())
        .isInstanceOf(InfeasibleException.class);
  }

  @Test
  void searchesByBothOrdersOnRealTraining() throws InterruptedException {
    for (int order : new int[] {1, 2}) {
      try (DartsSupernet supernet = open(1)) {
        DartsResult result =
            DartsSearch.builder(supernet).order(order).epochs(4).run();
        assertThat(result.epochs()).hasSize(4);
        assertThat(result.epochs().get(3).trainingLoss())
            .isLessThan(0.9 * result.epochs().get(0).trainingLoss());
        assertThat(result.epochs())
            .allSatisfy(epoch -> assertThat(epoch.skipShare()).isBetween(0.1, 0.2));
        assertThat(
                SMALL.of(result.normal(), result.reduction(), 1, false).cost().parameters())
            .isPositive();
      }
    }
  }

  @Test
  void searchesWithPartialChannels() throws InterruptedException {
    try (DartsSupernet supernet = open(2);
        DartsSupernet whole = open(1)) {
      assertThat(supernet.bypasses()).isTrue();
      assertThat(supernet.weights().length).isLessThan(whole.weights().length);
      DartsResult result = DartsSearch.partialChannels(supernet).toBuilder()
          .epochs(4)
          .warmUp(1)
          .build()
          .run();
      assertThat(result.epochs().get(3).trainingLoss())
          .isLessThan(0.9 * result.epochs().get(0).trainingLoss());
      assertThat(result.epochs().get(3).validationLoss()).isPositive();
      assertThat(result.normal().nodes()).isEqualTo(2);
    }
  }

  @Test
  void refusesAnotherNumberOfWeights() {
    try (DartsSupernet supernet = open(1)) {
      assertThatThrownBy(() -> supernet.setWeights(new double[3])).hasMessageContaining("[3]");
    }
  }
}
