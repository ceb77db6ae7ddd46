package org.nas4j.strategy.networkkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;

/**
 * Means and deviations where the covariance can be inverted by hand. Networks are words whose
 * letters are layers of different kinds, so that distances are those of the words.
 */
class NetworkProcessTest {

  private static final double JITTER = 1e-6;
  private static final Offset<Double> EXACTLY = within(1e-9);
  private static final Map<Character, Layer> LETTERS =
      Map.of('a', Activation.RELU, 'b', new Identity(), 'c', new Flatten());

  private static NetworkOutline word(String letters) {
    return new NetworkOutline(
        letters.chars().mapToObj(each -> LETTERS.get((char) each)).toList(), List.of());
  }

  private static NetworkOutline deep(int layers) {
    return new NetworkOutline(Collections.nCopies(layers, Activation.RELU), List.of());
  }

  /**
   * Two networks at distance 4, which is the scale too: c = 1/e. By the eigenvectors (1, 1) and (1,
   * −1) the inverse has the eigenvalues 1/(1 + ε ± c). Rewards 1 and 5 have mean 3 and deviation 2.
   */
  @Test
  void boundOfTwoIsWhatTheInverseGives() {
    NetworkProcess process = new NetworkProcess(List.of(deep(1), deep(5)), new double[] {1, 5});
    double c = Math.exp(-1);
    double near = Math.exp(-1 / 16.0);
    double far = Math.exp(-9 / 16.0);
    double expected = (far - near) / (1 + JITTER - c);
    double explained = (far + near) * (far + near) / 2 / (1 + JITTER + c)
        + (far - near) * (far - near) / 2 / (1 + JITTER - c);
    double spread = Math.sqrt(1 - explained);
    assertThat(process.bound(deep(2), 0)).isCloseTo(3 + 2 * expected, EXACTLY);
    assertThat(process.bound(deep(2), 1.5)).isCloseTo(3 + 2 * (expected + 1.5 * spread), EXACTLY);
  }

  /** Far from everything nothing is known but the mean and the deviation of the rewards. */
  @Test
  void boundFarAwayIsThatOfAllRewards() {
    NetworkProcess process =
        new NetworkProcess(List.of(deep(1), deep(2), deep(3)), new double[] {1, 2, 6});
    assertThat(process.bound(deep(90), 0)).isCloseTo(3, EXACTLY);
    assertThat(process.bound(deep(90), 2)).isCloseTo(3 + 2 * Math.sqrt(14 / 3.0), EXACTLY);
  }

  /** Distances are 4, 1 and 3, so that the scale is 3; three equations, by Cramer's rule. */
  @Test
  void scaleIsTheMedianDistance() {
    NetworkProcess process =
        new NetworkProcess(List.of(deep(1), deep(5), deep(2)), new double[] {0, 0, 3});
    double d = 1 + JITTER;
    double p = Math.exp(-16 / 9.0);
    double q = Math.exp(-1 / 9.0);
    double r = Math.exp(-1);
    double deviation = Math.sqrt(2);
    double[] targets = {-1 / deviation, -1 / deviation, 2 / deviation};
    double[][] k = {{d, p, q}, {p, d, r}, {q, r, d}};
    double[] near = {Math.exp(-4 / 9.0), Math.exp(-4 / 9.0), Math.exp(-1 / 9.0)};
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double[][] replaced = {k[0].clone(), k[1].clone(), k[2].clone()};
      for (int row = 0; row < 3; row++) {
        replaced[row][i] = targets[row];
      }
      expected += near[i] * determinant(replaced) / determinant(k);
    }
    assertThat(process.bound(deep(3), 0)).isCloseTo(1 + deviation * expected, EXACTLY);
  }

  private static double determinant(double[][] k) {
    return k[0][0] * (k[1][1] * k[2][2] - k[1][2] * k[2][1])
        - k[0][1] * (k[1][0] * k[2][2] - k[1][2] * k[2][0])
        + k[0][2] * (k[1][0] * k[2][1] - k[1][1] * k[2][0]);
  }

  /** The scale is 1, and the matrix that of ones with 1 + ε in the diagonal. */
  @Test
  void equalNetworksTeachTheMeanOfTheirRewards() {
    NetworkProcess process =
        new NetworkProcess(List.of(deep(2), deep(2), deep(2)), new double[] {1, 2, 6});
    double explained = 3 * Math.exp(-2) / (3 + JITTER);
    assertThat(process.bound(deep(2), 0)).isCloseTo(3, EXACTLY);
    assertThat(process.bound(deep(3), 2))
        .isCloseTo(3 + Math.sqrt(14 / 3.0) * 2 * Math.sqrt(1 - explained), EXACTLY);
  }

  /** There is no deviation, for which the least stands in; and no distance, so that it counts. */
  @Test
  void oneNetworkTeachesItsReward() {
    NetworkProcess process = new NetworkProcess(List.of(deep(2)), new double[] {7});
    assertThat(process.bound(deep(3), 0)).isEqualTo(7);
    assertThat(process.bound(deep(4), 1e9))
        .isCloseTo(7 + Math.sqrt(1 - Math.exp(-8) / (1 + JITTER)), EXACTLY);
  }

  /**
   * Four words in a ring of distances 1, 2 across, which no points in space have; two long words
   * make the scale 10. The alternating rewards are an eigenvector of the eigenvalue 1 − 2/e^0.01 +
   * 1/e^0.04 = −0.0193: of the doubled jitters 0.032768 is the first that makes it positive.
   */
  @Test
  void diagonalGrowsUntilDistancesMakeACovariance() {
    List<NetworkOutline> words = List.of(
        word("ab"), word("aa"), word("ba"), word("bb"), word("c".repeat(10)), word("c".repeat(20)));
    assertThat(EditDistance.between(words.get(0), words.get(2))).isEqualTo(2);
    assertThat(EditDistance.between(words.get(3), words.get(4))).isEqualTo(10);
    NetworkProcess process = new NetworkProcess(words, new double[] {7, 3, 7, 3, 5, 5});
    double eigenvalue = 1 - 2 * Math.exp(-0.01) + Math.exp(-0.04);
    double jitter = JITTER * (1 << 15);
    assertThat(eigenvalue + jitter / 2).isNegative();
    double learned = 2 * eigenvalue / (eigenvalue + jitter);
    assertThat(process.bound(words.get(0), 0)).isCloseTo(5 + learned, EXACTLY);
    assertThat(process.bound(words.get(1), 0)).isCloseTo(5 - learned, EXACTLY);
    assertThat(process.bound(words.get(5), 0)).isCloseTo(5, EXACTLY);
  }
}
