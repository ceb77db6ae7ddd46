package org.nas4j.model;

import java.util.Arrays;
import java.util.Optional;
import org.nas4j.arch.Shape;
import org.nas4j.internal.inference.InputWriter;

/** Brings an example to the network's scale on its way into the network. Immutable. */
final class ScaledInput implements InputWriter {

  private final Shape shape;
  private final double[] means;
  private final double[] factors;

  ScaledInput(Shape shape, Optional<Scaling> scaling) {
    this.shape = shape;
    this.means = scaling.map(Scaling::offsets).orElse(null);
    this.factors = scaling
        .map(figures -> Arrays.stream(figures.steps()).map(step -> 1 / step).toArray())
        .orElse(null);
  }

  void requireFit(float[] example) {
    if (example.length != shape.elements()) {
      throw new IllegalArgumentException("The example has [" + example.length
          + "] values, but the network takes [" + shape.elements() + "], of the shape [" + shape
          + "].");
    }
  }

  @Override
  public void write(float[] example, float[][] maps) {
    int area = maps[0].length;
    for (int c = 0; c < maps.length; c++) {
      if (means == null) {
        System.arraycopy(example, c * area, maps[c], 0, area);
      } else if (maps.length == 1 && means.length > 1) {
        for (int j = 0; j < area; j++) {
          maps[0][j] = (float) ((example[j] - means[j]) * factors[j]);
        }
      } else {
        for (int j = 0; j < area; j++) {
          maps[c][j] = (float) ((example[c * area + j] - means[c]) * factors[c]);
        }
      }
    }
  }
}
