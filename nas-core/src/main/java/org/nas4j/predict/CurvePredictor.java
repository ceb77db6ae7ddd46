package org.nas4j.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Foretells how a training will end from how it began. A recipe: immutable, for any thread; what
 * lives is what {@link #learn} returns. Alone as in an {@link ImprovementRule}.
 */
public interface CurvePredictor {

  /**
   * Learns from trainings that have ended.
   *
   * @param seen their curves; those that are shorter than {@code lastStep} or hold NaN or infinity
   *     are left out
   * @param lastStep the step whose value is to be foretold, at least 1
   * @param random for whatever is chosen by chance
   * @return what can foretell
   */
  Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random);

  /**
   * The settings by name.
   *
   * @return names and values
   */
  Map<String, String> settings();

  /** What was learned; immutable to its users, for any thread. */
  @FunctionalInterface
  interface Learned {

    /**
     * Foretells the value of the last step.
     *
     * @param soFar the beginning of a curve, with as many features as the curves that were seen
     * @param random for predictors that draw samples; others ignore it
     * @return empty if it cannot say, as for too short a curve, too few seen, or one that holds NaN
     */
    Optional<PredictedValue> predict(LearningCurve soFar, RandomGenerator random);
  }
}
