package org.nas4j.spark;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

/**
 * Networks of one hidden layer that learn to tell two half moons apart, trained in earnest, on one
 * core and in a moment, so that the setting {@code pause} (milliseconds after each of 10 epochs)
 * says how long a trial takes.
 */
public final class TwoMoons implements WorkerFactory<TwoMoons.Shape> {

  /** What is searched. */
  public record Shape(int hidden, double rate, boolean rectified) {}

  static final int EPOCHS = 10;

  private static final int POINTS = 200;
  private static final Decision<Integer> HIDDEN = new Decision<>("hidden", List.of(2, 4, 8, 16));
  private static final Decision<Double> RATE =
      new Decision<>("rate", List.of(0.003, 0.01, 0.03, 0.1, 0.3));
  private static final Decision<Boolean> RECTIFIED =
      new Decision<>("rectified", List.of(false, true));

  /** Made by name. */
  public TwoMoons() {}

  @Override
  public SearchSpace<Shape> space(Map<String, String> settings) {
    return choices -> new Shape(choices.pick(HIDDEN), choices.pick(RATE), choices.pick(RECTIFIED));
  }

  @Override
  public Evaluator<Shape> evaluator(Map<String, String> settings) {
    long pause = Long.parseLong(settings.getOrDefault("pause", "0"));
    return new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<Shape> candidate, EvaluationContext context)
          throws InterruptedException {
        return train(candidate.architecture(), context, pause);
      }

      @Override
      public Map<String, String> provenance() {
        return Map.of("data", "two moons of " + POINTS + " points");
      }
    };
  }

  private static Evaluation train(Shape shape, EvaluationContext context, long pause)
      throws InterruptedException {
    double[][] training = moons(new SplittableRandom(1));
    double[][] validation = moons(new SplittableRandom(2));
    Perceptron network = new Perceptron(shape, context.random());
    Evaluation soFar = Evaluation.of(Metric.PARAMETERS, 4.0 * shape.hidden() + 1);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      for (double[] point : training) {
        network.learn(point, shape.rate());
      }
      Thread.sleep(pause);
      soFar = soFar.withStep(Metric.VALIDATION_ACCURACY, network.accuracy(validation));
      if (context.report(epoch, soFar) == Verdict.STOP) {
        break;
      }
    }
    return soFar;
  }

  private static double[][] moons(RandomGenerator random) {
    double[][] points = new double[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      double angle = random.nextDouble() * StrictMath.PI;
      int moon = i % 2;
      double x = moon == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
      double y = moon == 0 ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
      points[i] = new double[] {
        x + 0.2 * (random.nextDouble() - 0.5), y + 0.2 * (random.nextDouble() - 0.5), moon
      };
    }
    return points;
  }
}
