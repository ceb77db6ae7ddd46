package org.nas4j.darts;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsOperation;

/** What the shares are made of: α, whose softmax over the operations of an edge they are. */
final class Alphas {

  private static final int OPERATIONS = DartsOperation.values().length;
  private static final double FIRST = 1e-3;

  private final double[] values;

  Alphas(int edges, RandomGenerator random) {
    values = new double[edges * OPERATIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = FIRST * random.nextGaussian();
    }
  }

  Alphas(double[] values) {
    this.values = values;
  }

  /** The array itself. */
  double[] values() {
    return values;
  }

  double[] shares() {
    double[] shares = new double[values.length];
    for (int from = 0; from < values.length; from += OPERATIONS) {
      double greatest = Arrays.stream(values, from, from + OPERATIONS).max().orElseThrow();
      double sum = 0;
      for (int i = from; i < from + OPERATIONS; i++) {
        shares[i] = StrictMath.exp(values[i] - greatest);
        sum += shares[i];
      }
      for (int i = from; i < from + OPERATIONS; i++) {
        shares[i] /= sum;
      }
    }
    return shares;
  }

  /** The gradient by α from that by the shares. */
  double[] gradient(double[] byShares) {
    double[] shares = shares();
    double[] gradient = new double[values.length];
    for (int from = 0; from < values.length; from += OPERATIONS) {
      double mean = 0;
      for (int i = from; i < from + OPERATIONS; i++) {
        mean += shares[i] * byShares[i];
      }
      for (int i = from; i < from + OPERATIONS; i++) {
        gradient[i] = shares[i] * (byShares[i] - mean);
      }
    }
    return gradient;
  }

  /** The normal cell is that of the first half of the edges, the reduction cell of the second. */
  DartsCell cell(boolean reduction) {
    double[] shares = shares();
    int edges = values.length / OPERATIONS / 2;
    double[][] own = new double[edges][];
    for (int i = 0; i < edges; i++) {
      int from = ((reduction ? edges : 0) + i) * OPERATIONS;
      own[i] = Arrays.copyOfRange(shares, from, from + OPERATIONS);
    }
    return DartsCell.of(own);
  }

  /** The mean share of skip connections over the edges of normal cells. */
  double skipShare() {
    double[] shares = shares();
    double sum = 0;
    for (int i = DartsOperation.SKIP.ordinal(); i < shares.length / 2; i += OPERATIONS) {
      sum += shares[i];
    }
    return sum / (shares.length / 2.0 / OPERATIONS);
  }
}
