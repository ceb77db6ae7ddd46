package org.nas4j.predict;

/** Settings of {@link BayesianCurves}, where they are explained. */
record BayesianCurveSettings(
    int units,
    boolean curveLayer,
    boolean varianceHead,
    double prior,
    int steps,
    int burnIn,
    int thinning,
    int further,
    int batch,
    double stepSize,
    double friction,
    int least) {}
