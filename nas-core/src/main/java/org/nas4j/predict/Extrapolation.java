package org.nas4j.predict;

import java.util.List;

/** Settings of {@link CurveExtrapolation}, where they are explained. */
record Extrapolation(
    List<CurveFamily> families,
    int walkers,
    int steps,
    int burnIn,
    int thinning,
    boolean recencyWeights,
    int least,
    double most) {

  Extrapolation {
    families = List.copyOf(families);
  }
}
