package org.nas4j.predict;

import java.util.List;
import org.nas4j.eval.Metric;

/** Settings of {@link ImprovementRule}, where they are explained. */
record ImprovementSettings(
    CurvePredictor predictor,
    Metric metric,
    int lastStep,
    double probability,
    int every,
    int burnIn,
    double margin,
    int rank,
    double settled,
    List<Metric> features,
    long seed) {

  ImprovementSettings {
    features = List.copyOf(features);
  }
}
