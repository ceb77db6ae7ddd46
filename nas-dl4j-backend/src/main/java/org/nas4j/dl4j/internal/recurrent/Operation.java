package org.nas4j.dl4j.internal.recurrent;

import java.util.List;
import org.nas4j.spaces.nas.RecurrentCell.Nonlinearity;

/**
 * One step of a cell, from registers to registers. A register holds {@code [rows, width]} numbers for each step in time.
 * Forward writes the target's value; back adds to the gradients of what was read, given the target's.
 */
sealed interface Operation {

  void forward(Lane lane, int time);

  void backward(Lane lane, int time);

  /**
   * target = input · inputWeight + source · weight + bias, each of which may be missing. All of time is input at once.
   *
   * @param target register written
   * @param width of the target, a multiple of the hidden size
   * @param inputWeight name of a matrix, or null
   * @param source register read, or −1
   * @param weight name of a matrix, or null
   * @param bias name of a vector, or null; added to the input's part
   */
  record Affine(int target, int width, String inputWeight, int source, String weight, String bias)
      implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      lane.products().forward(this, time);
    }

    @Override
    public void backward(Lane lane, int time) {
      lane.products().backward(this, time);
    }
  }

  /** target = previous + sigmoid(t) · (f(a) − previous), where mixed holds a and t side by side. */
  record Highway(int target, int previous, int mixed, Nonlinearity activation)
      implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] s = lane.value(previous, time);
      float[] m = lane.value(mixed, time);
      float[] out = lane.value(target, time);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        int a = 2 * row * n;
        ActivationLoops.apply(activation, m, a, a + n);
        ActivationLoops.sigmoid(m, a + n, a + 2 * n);
        Loops.highway(out, row * n, s, m, a, n);
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] s = lane.value(previous, time);
      float[] m = lane.value(mixed, time);
      float[] g = lane.gradient(target);
      float[] ds = lane.gradient(previous);
      float[] dm = lane.gradient(mixed);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        int a = 2 * row * n;
        int r = row * n;
        Loops.highwayToNew(dm, a, g, r, m, n);
        ActivationLoops.slope(activation, m, dm, a, a + n);
        Loops.highwayToGate(dm, a, g, r, s, m, n);
        Loops.highwayToOld(ds, g, r, m, a, n);
      }
    }
  }

  /** target = f(source), written over a copy. */
  record Activate(int target, int source, Nonlinearity activation) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] out = lane.value(target, time);
      System.arraycopy(lane.value(source, time), 0, out, 0, lane.size());
      ActivationLoops.apply(activation, out, 0, lane.size());
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] g = lane.gradient(target);
      ActivationLoops.slope(activation, lane.value(target, time), g, 0, lane.size());
      Loops.add(lane.gradient(source), g, lane.size());
    }
  }

  /** target = left + right. */
  record Sum(int target, int left, int right) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.sum(
          lane.value(target, time), lane.value(left, time), lane.value(right, time), lane.size());
    }

    @Override
    public void backward(Lane lane, int time) {
      Loops.add(lane.gradient(left), lane.gradient(target), lane.size());
      Loops.add(lane.gradient(right), lane.gradient(target), lane.size());
    }
  }

  /** target = left · right, element by element. */
  record Times(int target, int left, int right) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.product(
          lane.value(target, time), lane.value(left, time), lane.value(right, time), lane.size());
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] g = lane.gradient(target);
      Loops.addProduct(lane.gradient(left), g, lane.value(right, time), lane.size());
      Loops.addProduct(lane.gradient(right), g, lane.value(left, time), lane.size());
    }
  }

  /** target = mean of the sources. */
  record Mean(int target, List<Integer> sources) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] out = lane.value(target, time);
      java.util.Arrays.fill(out, 0, lane.size(), 0);
      for (int i = 0; i < sources.size(); i++) {
        Loops.addScaled(out, lane.value(sources.get(i), time), 1f / sources.size(), lane.size());
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      for (int i = 0; i < sources.size(); i++) {
        Loops.addScaled(
            lane.gradient(sources.get(i)), lane.gradient(target), 1f / sources.size(), lane.size());
      }
    }
  }

  /**
   * target = source, each row of it shortened to a root mean square of {@link #MOST} if it is longer: cells of identities and
   * rectifiers would grow without bound from step to step.
   */
  record Limit(int target, int source) implements Operation {

    /** Units that tangents or sigmoids made are at most 1. */
    static final double MOST = 2.5;

    @Override
    public void forward(Lane lane, int time) {
      float[] x = lane.value(source, time);
      float[] out = lane.value(target, time);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        Loops.scaled(out, row * n, x, factor(Loops.dot(x, x, row * n, n), n), n);
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] x = lane.value(source, time);
      float[] g = lane.gradient(target);
      float[] dx = lane.gradient(source);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        int r = row * n;
        double squares = Loops.dot(x, x, r, n);
        float factor = factor(squares, n);
        // Of a row that has its length given, what points along it has no effect.
        float along = factor < 1 ? (float) (Loops.dot(g, x, r, n) / squares) : 0;
        Loops.addWithout(dx, r, g, x, factor, along, n);
      }
    }

    private static float factor(double squares, int n) {
      double length = Math.sqrt(squares / n);
      return length > MOST ? (float) (MOST / length) : 1;
    }
  }

  /**
   * A long short-term memory's gates: mixed holds input gate, forget gate, new value and output gate side by side; the new
   * cell is forget · oldCell + input · tanh(new), the new hidden state output · tanh(cell).
   */
  record Gates(int hidden, int cell, int squashed, int mixed, int oldCell) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] m = lane.value(mixed, time);
      float[] c = lane.value(cell, time);
      float[] tanh = lane.value(squashed, time);
      float[] h = lane.value(hidden, time);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        int a = 4 * row * n;
        int r = row * n;
        ActivationLoops.sigmoid(m, a, a + 2 * n);
        ActivationLoops.tanh(m, a + 2 * n, a + 3 * n);
        ActivationLoops.sigmoid(m, a + 3 * n, a + 4 * n);
        Loops.newCell(c, r, lane.value(oldCell, time), m, a, n);
        System.arraycopy(c, r, tanh, r, n);
        ActivationLoops.tanh(tanh, r, r + n);
        Loops.newHidden(h, r, tanh, m, a + 3 * n, n);
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] m = lane.value(mixed, time);
      float[] old = lane.value(oldCell, time);
      float[] tanh = lane.value(squashed, time);
      float[] dh = lane.gradient(hidden);
      float[] dc = lane.gradient(cell);
      float[] dm = lane.gradient(mixed);
      float[] dold = lane.gradient(oldCell);
      int n = lane.hidden();
      for (int row = 0; row < lane.rows(); row++) {
        int a = 4 * row * n;
        int r = row * n;
        Loops.toCell(dc, r, dh, tanh, m, a + 3 * n, n);
        Loops.toGate(dm, a, m, dc, r, m, a + 2 * n, n);
        Loops.toGate(dm, a + n, m, dc, r, old, r, n);
        Loops.toGate(dm, a + 3 * n, m, dh, r, tanh, r, n);
        Loops.toNew(dm, a + 2 * n, m, dc, r, a, n);
        Loops.toOld(dold, r, dc, m, a + n, n);
      }
    }
  }
}
