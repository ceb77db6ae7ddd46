/**
 * What ends evaluations early, and what foretells how they would have ended. Rules:
 * {@link org.nas4j.predict.AsynchronousHalving} and {@link org.nas4j.predict.ImprovementRule}.
 * Predictors of learning curves ({@link org.nas4j.predict.CurvePredictor}):
 * {@link org.nas4j.predict.CurveExtrapolation}, {@link org.nas4j.predict.SequentialRegression},
 * {@link org.nas4j.predict.BayesianCurves} and, the plain one,
 * {@link org.nas4j.predict.BestFamily}. Scores without training:
 * {@link org.nas4j.predict.SynapticFlow} and {@link org.nas4j.predict.ActivationPatterns}; those
 * that every search knows: {@link org.nas4j.predict.UntrainedScores}. Uses {@code search} and
 * {@code eval}; for users and strategies. No value is null.
 */
package org.nas4j.predict;
