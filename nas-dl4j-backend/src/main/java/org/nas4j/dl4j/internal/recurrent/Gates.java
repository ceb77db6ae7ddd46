package org.nas4j.dl4j.internal.recurrent;

/**
 * A long short-term memory's gates: mixed holds input gate, forget gate, new value and output gate
 * side by side; the new cell is forget · oldCell + input · tanh(new), the new hidden state output ·
 * tanh(cell). Eleven operations in one pass over the rows, with the same numbers.
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
