package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.data.Augmentation;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;

class Dl4jEvaluatorTest {

  private static final Split DATA = Fixtures.shapes(330, 1).split(90, new SplittableRandom(1));
  private static final Architecture SMALL = Fixtures.small(Shape.image(1, 8, 8), 3);

  private static Dl4jEvaluator.Builder evaluator() {
    return Dl4jEvaluator.builder()
        .training(DATA.training())
        .validation(DATA.validation())
        .settings(Dl4jTraining.builder().epochs(4).batch(16).build());
  }

  @Test
  void learnsAndMeasures() throws InterruptedException {
    Evaluation evaluation =
        evaluator().build().evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(1));
    assertThat(evaluation.get(Metric.VALIDATION_ACCURACY)).isGreaterThan(0.9);
    assertThat(evaluation.history(Metric.VALIDATION_ACCURACY)).hasSize(4);
    assertThat(evaluation.history(Metric.VALIDATION_LOSS)).hasSize(4);
    assertThat(evaluation.history(Metric.TRAINING_LOSS))
        .hasSize(4)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(evaluation.get(Metric.PARAMETERS)).isEqualTo(SMALL.cost().parameters());
    assertThat(evaluation.get(Metric.MACS)).isEqualTo(SMALL.cost().macs());
    assertThat(evaluation.get(Metric.TRAINING_SECONDS)).isPositive();
    assertThat(evaluation.get(Metric.LATENCY_SECONDS)).isPositive().isLessThan(1);
    assertThat(evaluation.get(Dl4jEvaluator.BATCH_LATENCY_SECONDS)).isPositive().isLessThan(1);
    assertThat(evaluation.get(Metric.PEAK_NATIVE_BYTES))
        .isGreaterThan(3 * 4 * SMALL.cost().parameters());
  }

  /** Figures that do not depend on the clock. */
  private static List<List<Double>> course(Evaluation evaluation) {
    return List.of(
        evaluation.history(Metric.TRAINING_LOSS),
        evaluation.history(Metric.VALIDATION_LOSS),
        evaluation.history(Metric.VALIDATION_ACCURACY),
        List.of(evaluation.get(Metric.PEAK_NATIVE_BYTES)));
  }

  @Test
  void repeatsBitForBitAloneOrBesideOthers() throws Exception {
    Dl4jEvaluator evaluator = evaluator()
        .settings(Dl4jTraining.builder()
            .epochs(2)
            .batch(16)
            .augmentation(new Augmentation(1, false))
            .labelSmoothing(0.1)
            .build())
        .latencyBatch(0)
        .build();
    List<List<List<Double>>> alone = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      alone.add(course(evaluator.evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(seed))));
    }
    assertThat(alone).doesNotHaveDuplicates();
    ExecutorService workers = Executors.newFixedThreadPool(2);
    List<Future<Evaluation>> beside = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      Fixtures.Context context = Fixtures.Context.of(seed);
      beside.add(workers.submit(() -> evaluator.evaluate(Fixtures.candidate(SMALL), context)));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(course(beside.get(i).get())).isEqualTo(alone.get(i));
    }
    workers.shutdown();
  }

  @Test
  void stopsWhenTold() throws InterruptedException {
    Fixtures.Context context = new Fixtures.Context(
        new SplittableRandom(1),
        Deadline.never(),
        (step, soFar) -> step < 2 ? Verdict.CONTINUE : Verdict.STOP);
    Evaluation evaluation = evaluator().build().evaluate(Fixtures.candidate(SMALL), context);
    assertThat(evaluation.history(Metric.VALIDATION_ACCURACY)).hasSize(2);
  }

  @Test
  void stopsAtTheDeadlineWithFigures() throws InterruptedException {
    Fixtures.Context context = new Fixtures.Context(
        new SplittableRandom(1), Deadline.in(Duration.ZERO), (step, soFar) -> Verdict.CONTINUE);
    Evaluation evaluation = evaluator()
        .epochs(1000)
        .latencyBatch(0)
        .build()
        .evaluate(Fixtures.candidate(SMALL), context);
    assertThat(evaluation.history(Metric.VALIDATION_ACCURACY)).hasSize(1);
  }

  @Test
  void stopsBetweenBatchesIfInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> evaluator().build().evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void saysThatTrainingDiverged() {
    Dl4jEvaluator evaluator = evaluator()
        .settings(Dl4jTraining.builder()
            .nesterov(0.9)
            .learningRate(LearningRate.constant(1e30))
            .build())
        .build();
    assertThatThrownBy(() -> evaluator.evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("diverged")
        .hasMessageContaining("Maybe lower the learning rate");
  }

  /** It takes two data sets and no more, and the two must have nothing in common. */
  @Test
  void cannotSeeTestData() {
    List<String> takingData = Arrays.stream(Dl4jEvaluator.Builder.class.getMethods())
        .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Dataset.class))
        .map(Method::getName)
        .sorted()
        .toList();
    assertThat(takingData).containsExactly("training", "validation");
    assertThat(Dl4jEvaluator.class.getMethods())
        .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContain(Dataset.class));
    assertThat(Arrays.stream(Dl4jEvaluator.class.getDeclaredConstructors())
            .filter(constructor -> Modifier.isPublic(constructor.getModifiers())))
        .isEmpty();
    assertThat(Arrays.stream(Dl4jEvaluator.class.getDeclaredFields())
            .filter(field -> field.getType() == Dataset.class))
        .hasSize(2);
    assertThatThrownBy(
            () -> evaluator().validation(DATA.training().subset(1, 2, 3)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3] of [3] validation examples are training examples too")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(
            () -> evaluator().validation(DATA.standardised().training()).build())
        .as("standardisation does not hide an overlap")
        .hasMessageContaining("[240] of [240]");
  }

  @Test
  void namesAllThatIsMissing() {
    assertThatThrownBy(() -> Dl4jEvaluator.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no training data")
        .hasMessageContaining("no validation data");
    Dataset other = Dataset.of(Shape.vector(2), 2, new float[1][2], new int[1]);
    assertThatThrownBy(() -> evaluator().validation(other).build())
        .hasMessageContaining("but the validation data [Dataset[1 examples of 2, 2 classes]]");
    assertThatThrownBy(() -> evaluator().threads(0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> evaluator().latencyBatch(-1)).hasMessageContaining("[-1]");
  }

  @Test
  void refusesArchitecturesThatDoNotFitTheData() {
    Evaluator<Architecture> evaluator = evaluator().build();
    Architecture wide = Fixtures.small(Shape.image(3, 8, 8), 3);
    Architecture ten = Fixtures.small(Shape.image(1, 8, 8), 10);
    Architecture.Builder b = Architecture.builder(Shape.image(1, 8, 8));
    b.add("g", GlobalPooling.AVERAGE, Architecture.INPUT);
    Architecture open = b.build();
    b.add("o", SoftmaxOutput.of(3), "g");
    assertThatThrownBy(() -> evaluator.evaluate(Fixtures.candidate(wide), Fixtures.Context.of(1)))
        .hasMessageContaining("[3×8×8]")
        .hasMessageContaining("[1×8×8]");
    assertThatThrownBy(() -> evaluator.evaluate(Fixtures.candidate(ten), Fixtures.Context.of(1)))
        .hasMessageContaining("[10] classes apart, but the data have [3]");
    assertThatThrownBy(() -> evaluator.evaluate(Fixtures.candidate(open), Fixtures.Context.of(1)))
        .hasMessageContaining("[global average pooling]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void saysWhereItsFiguresComeFrom() {
    assertThat(evaluator().build().provenance())
        .containsEntry("backend", "deeplearning4j")
        .containsEntry("training.epochs", "4")
        .containsKeys("nd4j.backend", "nd4j.version", "nd4j.threads")
        .hasEntrySatisfying(
            "data.training", value -> assertThat(value).contains(DATA.training().fingerprint()));
  }

  @Test
  void provenanceNamesWhatComputesAndItsVersion() {
    assertThat(evaluator().build().provenance())
        .doesNotContainValue("unknown")
        .doesNotContainValue("AUTO")
        .hasEntrySatisfying("nd4j.version", version -> assertThat(version).startsWith("1.0.0"));
  }
}
