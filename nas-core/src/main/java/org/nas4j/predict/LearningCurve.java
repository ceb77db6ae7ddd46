package org.nas4j.predict;

import java.util.List;
import org.nas4j.internal.checks.Figures;

/**
 * The course of a figure of which more is better, and what was known of its network before it was
 * trained.
 *
 * @param values one a step (epoch), first to last; accuracies are fractions in [0, 1]
 * @param features figures of the architecture and of its training, such as the number of weights or
 *     the learning rate, in the same order for all curves; may be empty
 */
public record LearningCurve(List<Double> values, List<Double> features) {

  /** Copies. */
  public LearningCurve {
    values = List.copyOf(values);
    features = List.copyOf(features);
  }

  /**
   * A curve of which nothing else is known.
   *
   * @param values one a step (epoch), first to last
   * @return the curve
   */
  public static LearningCurve of(List<Double> values) {
    return new LearningCurve(values, List.of());
  }

  /**
   * The curve as it was after fewer steps.
   *
   * @param steps from 0 to its length
   * @return its first values, with the same features
   */
  public LearningCurve upTo(int steps) {
    return new LearningCurve(values.subList(0, steps), features);
  }

  /**
   * Its length.
   *
   * @return how many steps it covers
   */
  public int steps() {
    return values.size();
  }

  /** The value after a step, from 1. */
  double at(int step) {
    return values.get(step - 1);
  }

  /** Refuses it where others that it is compared with have so many features. */
  void requireFeatures(int expected) {
    if (features.size() != expected) {
      throw new IllegalArgumentException("The curve has [" + features.size()
          + "] features, but those it is compared with have [" + expected
          + "].\nMaybe an evaluator measures something for some candidates only.");
    }
  }

  /** Whether all its numbers say something. */
  boolean isUsable() {
    return values.stream().allMatch(Figures::usable) && features.stream().allMatch(Figures::usable);
  }
}
