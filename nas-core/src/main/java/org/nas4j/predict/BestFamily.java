package org.nas4j.predict;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.nas4j.internal.checks.Checks;

/**
 * Continues one curve by the family that fits it best, by least squares: the plain way, in
 * milliseconds. Its spread is the deviation of the curve from the family, which says nothing of the
 * error of continuing it, so it is too narrow far from the end. A family that falls, or ends
 * outside [0, 1], is left out, as in {@link CurveExtrapolation}.
 *
 * @param families from which the best is taken
 */
public record BestFamily(List<CurveFamily> families) implements CurvePredictor {

  /** A family has up to four parameters. */
  private static final int LEAST = 5;

  /** Curves are of fractions. */
  private static final double MOST = 1;

  /** Checks and copies. */
  public BestFamily {
    families = List.copyOf(families);
    Checks.positive(families.size(), "number of families");
  }

  /**
   * The best of three that bend differently: a power, an exponential, and one with a turning point.
   *
   * @return the predictor
   */
  public static BestFamily ofThree() {
    return new BestFamily(List.of(CurveFamily.POW3, CurveFamily.JANOSCHEK, CurveFamily.MMF));
  }

  @Override
  public Learned learn(List<LearningCurve> seen, int lastStep, RandomGenerator random) {
    Checks.positive(lastStep, "last step");
    return (soFar, draws) -> soFar.steps() < LEAST || !soFar.isUsable()
        ? Optional.empty()
        : predict(CurvePoints.all(soFar), lastStep);
  }

  private Optional<PredictedValue> predict(CurvePoints points, int lastStep) {
    return families.stream()
        .flatMap(family -> FamilyFit.of(family, points).stream())
        .filter(fit -> CombinedCurve.allows(fit, lastStep, MOST))
        .min(Comparator.comparingDouble(FamilyFit::error))
        .map(fit -> PredictedValue.normal(fit.at(lastStep), StrictMath.sqrt(fit.error())));
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(Map.of("families", families.toString()));
  }
}
