package org.nas4j.darts;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsOperation;

/**
 * What the shares are made of: α, whose softmax over the operations of an edge they are; and, where
 * edges are normalized (xu2020pcdarts, section 3.3), β, whose softmax over the edges of a node
 * multiplies all shares of an edge, of bypassing channels too. Without β that factor is 1.
 */
final class Alphas {

  private static final int OPERATIONS = DartsOperation.values().length;
  private static final double FIRST = 1e-3;

  private final Form form;
  private final double[] values;
  private final int[] ends;

  /**
   * What there is to be shared.
   *
   * @param edges of both kinds of cells together
   * @param isNormalized whether there is β
   * @param bypasses whether channels that bypass the operations have a share
   */
  record Form(int edges, boolean isNormalized, boolean bypasses) {

    int alphas() {
      return edges * OPERATIONS;
    }
  }

  Alphas(Form form, RandomGenerator random) {
    this(form, new double[form.alphas() + (form.isNormalized() ? form.edges() : 0)]);
    for (int i = 0; i < values.length; i++) {
      values[i] = FIRST * random.nextGaussian();
    }
  }

  /**
   * With values.
   *
   * @param values α by edge and operation, then β by edge, if there is one
   */
  Alphas(Form form, double[] values) {
    this.form = form;
    this.values = values;
    this.ends = ends(form);
  }

  /** Where each group of values ends whose softmax is 1 in all: edges for α, nodes for β. */
  private static int[] ends(Form form) {
    int[] ends = new int[form.edges() * 2];
    int count = 0;
    while (count < form.edges()) {
      ends[count] = (count + 1) * OPERATIONS;
      count++;
    }
    for (int kind = 1; kind <= 2 && form.isNormalized(); kind++) {
      int last = form.alphas() + kind * form.edges() / 2;
      int end = ends[count - 1];
      for (int states = DartsCell.INPUTS; end < last; states++) {
        end += states;
        ends[count++] = end;
      }
      if (end != last) {
        throw new IllegalArgumentException("The [" + form.edges() + "] edges of both kinds of cells"
            + " cannot be those of nodes that read all states before them.\nMaybe give an edge"
            + " from each of two inputs and of all nodes before.");
      }
    }
    return Arrays.copyOf(ends, count);
  }

  /** The array itself. */
  double[] values() {
    return values;
  }

  /** The softmax of each group. */
  private double[] softmax() {
    double[] all = new double[values.length];
    int from = 0;
    for (int end : ends) {
      double greatest = Arrays.stream(values, from, end).max().orElseThrow();
      double sum = 0;
      for (int i = from; i < end; i++) {
        all[i] = StrictMath.exp(values[i] - greatest);
        sum += all[i];
      }
      for (int i = from; i < end; i++) {
        all[i] /= sum;
      }
      from = end;
    }
    return all;
  }

  private double factor(double[] softmax, int edge) {
    return form.isNormalized() ? softmax[form.alphas() + edge] : 1;
  }

  /** Those of operations by edge and operation, then those of bypassing channels by edge. */
  double[] shares() {
    double[] softmax = softmax();
    double[] shares = new double[form.alphas() + (form.bypasses() ? form.edges() : 0)];
    for (int edge = 0; edge < form.edges(); edge++) {
      double factor = factor(softmax, edge);
      for (int i = edge * OPERATIONS; i < (edge + 1) * OPERATIONS; i++) {
        shares[i] = factor * softmax[i];
      }
      if (form.bypasses()) {
        shares[form.alphas() + edge] = factor;
      }
    }
    return shares;
  }

  /** The gradient by the values from that by the shares. */
  double[] gradient(double[] byShares) {
    double[] softmax = softmax();
    double[] bySoftmax = new double[values.length];
    for (int edge = 0; edge < form.edges(); edge++) {
      double factor = factor(softmax, edge);
      double byFactor = form.bypasses() ? byShares[form.alphas() + edge] : 0;
      for (int i = edge * OPERATIONS; i < (edge + 1) * OPERATIONS; i++) {
        bySoftmax[i] = factor * byShares[i];
        byFactor += softmax[i] * byShares[i];
      }
      if (form.isNormalized()) {
        bySoftmax[form.alphas() + edge] = byFactor;
      }
    }
    return throughSoftmax(softmax, bySoftmax);
  }

  private double[] throughSoftmax(double[] softmax, double[] bySoftmax) {
    double[] gradient = new double[values.length];
    int from = 0;
    for (int end : ends) {
      double mean = 0;
      for (int i = from; i < end; i++) {
        mean += softmax[i] * bySoftmax[i];
      }
      for (int i = from; i < end; i++) {
        gradient[i] = softmax[i] * (bySoftmax[i] - mean);
      }
      from = end;
    }
    return gradient;
  }

  /**
   * The normal cell is that of the first half of the edges, the reduction cell of the second. An
   * edge is as strong as its share, β and all.
   */
  DartsCell cell(boolean reduction) {
    double[] shares = shares();
    int edges = form.edges() / 2;
    double[][] own = new double[edges][];
    for (int i = 0; i < edges; i++) {
      int from = ((reduction ? edges : 0) + i) * OPERATIONS;
      own[i] = Arrays.copyOfRange(shares, from, from + OPERATIONS);
    }
    return DartsCell.of(own);
  }

  /** The mean share of skip connections in an edge, over the edges of normal cells. */
  double skipShare() {
    double[] softmax = softmax();
    double sum = 0;
    for (int i = DartsOperation.SKIP.ordinal(); i < form.alphas() / 2; i += OPERATIONS) {
      sum += softmax[i];
    }
    return sum / (form.edges() / 2.0);
  }
}
