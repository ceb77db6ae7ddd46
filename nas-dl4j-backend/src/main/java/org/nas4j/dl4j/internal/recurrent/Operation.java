package org.nas4j.dl4j.internal.recurrent;

import java.util.List;
import org.nas4j.arch.recurrent.Nonlinearity;

/**
 * One step of a cell, from registers to registers. A register holds {@code [rows, width]} numbers
 * for each step in time. Forward writes the target's value; back adds to the gradients of what was
 * read, given the target's.
 */
sealed interface Operation
    permits Highway,
        Gates,
        Operation.Affine,
        Operation.Part,
        Operation.Activate,
        Operation.Sum,
        Operation.Times,
        Operation.Mean,
        Operation.Blend,
        Operation.Scale,
        Operation.Limit {

  void forward(Lane lane, int time);

  void backward(Lane lane, int time);

  /**
   * target = input · inputWeight + source · weight + bias, each of which may be missing. All of
   * time is input at once.
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

  /** target = one block of each row of the source. */
  record Part(int target, int source, int block) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      int n = lane.width(target);
      int wide = lane.width(source);
      for (int row = 0; row < lane.rows(); row++) {
        System.arraycopy(
            lane.value(source, time), row * wide + block * n, lane.value(target, time), row * n, n);
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      int n = lane.width(target);
      int wide = lane.width(source);
      for (int row = 0; row < lane.rows(); row++) {
        Loops.addRow(
            lane.gradient(source), row * wide + block * n, lane.gradient(target), row * n, n);
      }
    }
  }

  /** target = f(source), written over a copy. */
  record Activate(int target, int source, Nonlinearity activation) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] out = lane.value(target, time);
      System.arraycopy(lane.value(source, time), 0, out, 0, lane.size(target));
      ActivationLoops.apply(activation, out, 0, lane.size(target));
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] g = lane.gradient(target);
      ActivationLoops.slope(activation, lane.value(target, time), g, 0, lane.size(target));
      Loops.add(lane.gradient(source), g, lane.size(target));
    }
  }

  /** target = left + right. */
  record Sum(int target, int left, int right) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.sum(
          lane.value(target, time),
          lane.value(left, time),
          lane.value(right, time),
          lane.size(target));
    }

    @Override
    public void backward(Lane lane, int time) {
      Loops.add(lane.gradient(left), lane.gradient(target), lane.size(target));
      Loops.add(lane.gradient(right), lane.gradient(target), lane.size(target));
    }
  }

  /** target = left · right, element by element. */
  record Times(int target, int left, int right) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.product(
          lane.value(target, time),
          lane.value(left, time),
          lane.value(right, time),
          lane.size(target));
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] g = lane.gradient(target);
      Loops.addProduct(lane.gradient(left), g, lane.value(right, time), lane.size(target));
      Loops.addProduct(lane.gradient(right), g, lane.value(left, time), lane.size(target));
    }
  }

  /** target = mean of the sources. */
  record Mean(int target, List<Integer> sources) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] out = lane.value(target, time);
      java.util.Arrays.fill(out, 0, lane.size(target), 0);
      for (int i = 0; i < sources.size(); i++) {
        Loops.addScaled(
            out, lane.value(sources.get(i), time), 1f / sources.size(), lane.size(target));
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      for (int i = 0; i < sources.size(); i++) {
        Loops.addScaled(
            lane.gradient(sources.get(i)),
            lane.gradient(target),
            1f / sources.size(),
            lane.size(target));
      }
    }
  }

  /** target = old + gate · (fresh − old). */
  record Blend(int target, int gate, int fresh, int old) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.blend(
          lane.value(target, time),
          lane.value(gate, time),
          lane.value(fresh, time),
          lane.value(old, time),
          lane.size(target));
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] g = lane.gradient(target);
      float[] t = lane.value(gate, time);
      int n = lane.size(target);
      Loops.addProduct(lane.gradient(fresh), g, t, n);
      Loops.addDifference(
          lane.gradient(gate), g, lane.value(fresh, time), lane.value(old, time), n);
      Loops.addRest(lane.gradient(old), g, t, n);
    }
  }

  /** target = factor · source + offset. */
  record Scale(int target, int source, float factor, float offset) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      Loops.line(
          lane.value(target, time), lane.value(source, time), factor, offset, lane.size(target));
    }

    @Override
    public void backward(Lane lane, int time) {
      Loops.addScaled(lane.gradient(source), lane.gradient(target), factor, lane.size(target));
    }
  }

  /** target = source, each row of it shortened to a root mean square if it is longer. */
  record Limit(int target, int source, double most) implements Operation {

    @Override
    public void forward(Lane lane, int time) {
      float[] x = lane.value(source, time);
      float[] out = lane.value(target, time);
      int n = lane.width(target);
      for (int row = 0; row < lane.rows(); row++) {
        Loops.scaled(out, row * n, x, factor(Loops.dot(x, x, row * n, n), n), n);
      }
    }

    @Override
    public void backward(Lane lane, int time) {
      float[] x = lane.value(source, time);
      float[] g = lane.gradient(target);
      float[] dx = lane.gradient(source);
      int n = lane.width(target);
      for (int row = 0; row < lane.rows(); row++) {
        int r = row * n;
        double squares = Loops.dot(x, x, r, n);
        float factor = factor(squares, n);
        // Of a row that has its length given, what points along it has no effect.
        float along = factor < 1 ? (float) (Loops.dot(g, x, r, n) / squares) : 0;
        Loops.addWithout(dx, r, g, x, factor, along, n);
      }
    }

    private float factor(double squares, int n) {
      double length = Math.sqrt(squares / n);
      return length > most ? (float) (most / length) : 1;
    }
  }
}
