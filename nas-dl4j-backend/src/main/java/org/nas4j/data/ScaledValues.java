package org.nas4j.data;

/** Values that are standardised when they are asked for. */
record ScaledValues(ExampleValues raw, Standardisation figures) implements ExampleValues {

  @Override
  public int size() {
    return raw.size();
  }

  @Override
  public float[] row(int index) {
    return figures.scale(raw.row(index));
  }

  @Override
  public ScaledValues subset(int[] indices) {
    return new ScaledValues(raw.subset(indices), figures);
  }

  @Override
  public boolean isOnDisk() {
    return raw.isOnDisk();
  }
}
