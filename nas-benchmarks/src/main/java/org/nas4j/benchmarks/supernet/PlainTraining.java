package org.nas4j.benchmarks.supernet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.space.Genotype;

/** The time of a training step of a network with weights of its own. */
final class PlainTraining {

  private static final int EPOCHS = 3;

  private final Dataset training;
  private final Dl4jEvaluator evaluator;
  private final int steps;

  PlainTraining(Dataset training, Dataset validation, Dl4jTraining settings, int threads) {
    this.training = training;
    this.steps = training.size() / settings.batch();
    this.evaluator = Dl4jEvaluator.builder()
        .training(training)
        .validation(validation)
        .settings(settings.toBuilder().epochs(EPOCHS).build())
        .threads(threads)
        .latencyBatch(0)
        .build();
  }

  /** Seconds of a step, mean over all epochs but the first. */
  double seconds(Architecture architecture) throws InterruptedException {
    Clock clock = new Clock();
    evaluator.evaluate(
        new Candidate<>(0, Genotype.EMPTY, architecture, OptionalLong.empty()), clock);
    double first = clock.seconds.get(0);
    return (clock.seconds.get(EPOCHS - 1) - first) / (steps * (EPOCHS - 1));
  }

  /** Notes the seconds that training took until each epoch. */
  private static final class Clock implements EvaluationContext {

    private final List<Double> seconds = new ArrayList<>();
    private final RandomGenerator random = new SplittableRandom(1);

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public Deadline deadline() {
      return Deadline.never();
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Verdict report(int step, Evaluation soFar) {
      seconds.add(soFar.get(Metric.TRAINING_SECONDS));
      return Verdict.CONTINUE;
    }
  }

  @Override
  public String toString() {
    return "PlainTraining[" + training + "]";
  }
}
