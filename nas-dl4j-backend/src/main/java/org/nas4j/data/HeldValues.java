package org.nas4j.data;

/** Values on the heap. Whoever gives the rows does not change them. */
record HeldValues(float[][] rows) implements ExampleValues {

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public float[] row(int index) {
    return rows[index];
  }

  @Override
  public HeldValues subset(int[] indices) {
    float[][] some = new float[indices.length][];
    for (int i = 0; i < some.length; i++) {
      some[i] = rows[indices[i]];
    }
    return new HeldValues(some);
  }

  @Override
  public boolean isOnDisk() {
    return false;
  }
}
