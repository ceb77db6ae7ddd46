package org.nas4j.morphism;

import java.util.List;

/**
 * What the edits of a space have to keep to.
 *
 * @param widths of feature maps, or growth rates, ascending
 * @param units of dense layers, ascending
 * @param kernels of new convolutions, odd
 * @param positions how many places of a block something can be put behind
 * @param normalized whether new layers are normalized
 * @param widerNoise on copies of channels
 * @param deeperNoise on new layers
 * @param greatestParameters of a network
 */
record EditSettings(
    List<Integer> widths,
    List<Integer> units,
    List<Integer> kernels,
    int positions,
    boolean normalized,
    double widerNoise,
    double deeperNoise,
    long greatestParameters) {

  Levels levels(boolean vectors) {
    return new Levels(vectors ? units : widths);
  }

  Allowance allowance() {
    return new Allowance(greatestParameters);
  }
}
