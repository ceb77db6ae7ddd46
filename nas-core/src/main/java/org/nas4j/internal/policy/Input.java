package org.nas4j.internal.policy;

import java.util.Arrays;
import org.nas4j.internal.math.Parameter;
import org.nas4j.internal.math.Vectors;

/**
 * What a step of the LSTM reads: a row of a trained table, or the mean of anchors; and where its
 * gradient goes.
 */
final class Input {

  private final double[] vector;
  private final double[] gradient;
  private Parameter table;
  private int offset;
  private LstmStep[] anchors = new LstmStep[4];
  private int count;
  private boolean divided;
  private double scale;

  Input(int size) {
    vector = new double[size];
    gradient = new double[size];
  }

  void useRow(Parameter source, int row) {
    table = source;
    offset = row * vector.length;
  }

  /**
   * Σ of the anchors that are added next, divided by 1 + their number (ENAS' code, after the skip
   * decisions).
   */
  void useMeanOfAnchors() {
    table = null;
    count = 0;
    divided = true;
  }

  /** An anchor times a factor. */
  void useAnchor(LstmStep anchor, double factor) {
    table = null;
    count = 0;
    divided = false;
    scale = factor;
    addAnchor(anchor);
  }

  void addAnchor(LstmStep anchor) {
    if (count == anchors.length) {
      anchors = Arrays.copyOf(anchors, 2 * count);
    }
    anchors[count++] = anchor;
  }

  double[] read() {
    if (table != null) {
      System.arraycopy(table.value(), offset, vector, 0, vector.length);
    } else {
      Arrays.fill(vector, 0);
      for (int i = 0; i < count; i++) {
        Vectors.add(factor(), anchors[i].output(), 0, vector, 0, vector.length);
      }
    }
    return vector;
  }

  private double factor() {
    return divided ? 1.0 / (1 + count) : scale;
  }

  double[] vector() {
    return vector;
  }

  double[] clearedGradient() {
    Arrays.fill(gradient, 0);
    return gradient;
  }

  void spreadGradient() {
    if (table != null) {
      Vectors.add(1, gradient, 0, table.gradient(), offset, gradient.length);
    } else {
      for (int i = 0; i < count; i++) {
        Vectors.add(factor(), gradient, 0, anchors[i].outputGradient(), 0, gradient.length);
      }
    }
  }
}
