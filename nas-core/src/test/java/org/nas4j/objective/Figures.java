package org.nas4j.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;

/** Figures and points for tests. */
final class Figures {

  static final Metric COST = Metric.minimized("cost");
  static final Metric SECOND = Metric.minimized("second");
  static final Metric THIRD = Metric.minimized("third");
  static final Metric FOURTH = Metric.minimized("fourth");

  private static final Metric[] COSTS = {COST, SECOND, THIRD, FOURTH};

  private Figures() {}

  static Evaluation of(Metric one, double value, Metric other, double otherValue) {
    return new Evaluation(Map.of(one, value, other, otherValue), Map.of());
  }

  /** So many costs with these values. */
  static Evaluation costs(double... values) {
    Map<Metric, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      figures.put(COSTS[i], values[i]);
    }
    return new Evaluation(figures, Map.of());
  }

  static Objectives costs(int count) {
    Metric[] metrics = new Metric[count];
    System.arraycopy(COSTS, 0, metrics, 0, count);
    return Objectives.of(metrics);
  }

  static double[] point(int size, RandomGenerator random) {
    double[] point = new double[size];
    for (int i = 0; i < size; i++) {
      point[i] = random.nextDouble();
    }
    return point;
  }
}
