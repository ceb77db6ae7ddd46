package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.data.Corpus;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.Verdict;
import org.nas4j.language.LanguageEvaluator;
import org.nas4j.language.LanguageTraining;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.space.Genotype;
import org.nas4j.spaces.enas.EnasMode;
import org.nas4j.spaces.enas.EnasRecurrentCell;

/**
 * Best is best: a training that has converged ends with its best epoch's weights and is a full
 * result; one that was pruned is not.
 */
class PatienceTest {

  private static final Architecture SMALL = Fixtures.small(Shape.image(1, 8, 8), 3);
  private static final Dataset TRAINING = Fixtures.shapes(60, 1);
  private static final Dataset VALIDATION = Fixtures.shapes(48, 2);

  static Stream<Engine> engines() {
    return OneDnnNetwork.isAvailable()
        ? Stream.of(Engine.PORTABLE, Engine.ONEDNN)
        : Stream.of(Engine.PORTABLE);
  }

  /** A rate so large that accuracy goes up and down. */
  private static Dl4jTraining.Builder training(Engine engine) {
    return Dl4jTraining.builder()
        .epochs(12)
        .batch(20)
        .learningRate(LearningRate.constant(0.02))
        .engine(engine);
  }

  private static Dl4jEvaluator evaluator(Dl4jTraining training) {
    return Dl4jEvaluator.builder()
        .training(TRAINING)
        .validation(VALIDATION)
        .settings(training)
        .latencyBatch(0)
        .build();
  }

  private static Evaluation evaluate(Dl4jTraining training) throws InterruptedException {
    return evaluator(training).evaluate(Fixtures.candidate(SMALL), Fixtures.Context.of(3));
  }

  /** The rule, written down a second time: when it ends, and which epoch is the best. */
  private static int[] expected(List<Double> accuracies, int patience) {
    int best = 0;
    for (int i = 0; i < accuracies.size(); i++) {
      if (accuracies.get(i) > accuracies.get(best)) {
        best = i;
      } else if (i - best >= patience) {
        return new int[] {i + 1, best + 1};
      }
    }
    return new int[] {accuracies.size(), best + 1};
  }

  @ParameterizedTest
  @MethodSource("engines")
  void endsOnceValidationIsNoBetterAndReportsTheBestEpoch(Engine engine)
      throws InterruptedException {
    List<Double> all = evaluate(training(engine).build()).history(Metric.VALIDATION_ACCURACY);
    int[] expected = expected(all, 2);
    assertThat(expected[0]).as("epochs, or the test shows nothing: %s", all).isLessThan(12);
    assertThat(expected[1]).isLessThan(expected[0]);
    Evaluation ended = evaluate(training(engine).patience(Patience.of(2)).build());
    assertThat(ended.history(Metric.VALIDATION_ACCURACY)).isEqualTo(all.subList(0, expected[0]));
    assertThat(ended.get(Dl4jEvaluator.BEST_EPOCH)).isEqualTo(expected[1]);
    assertThat(ended.get(Metric.VALIDATION_ACCURACY)).isEqualTo(all.get(expected[1] - 1));
    assertThat(ended.get(Metric.VALIDATION_LOSS))
        .isEqualTo(ended.history(Metric.VALIDATION_LOSS).get(expected[1] - 1));
  }

  /** The weights of the best epoch, running statistics and all, and not only its figures. */
  @ParameterizedTest
  @MethodSource("engines")
  void theNetworkHasTheWeightsOfTheBestEpoch(Engine engine) throws InterruptedException {
    Split data = new Split(TRAINING, VALIDATION);
    TrainedNetwork kept = TrainedNetwork.train(
        SMALL, data, training(engine).patience(Patience.of(3)).build(), 3);
    double best = 0;
    int number = 0;
    TrainedNetwork theirs = null;
    for (int epochs = 1; epochs <= 12; epochs++) {
      Dl4jTraining settings = training(engine).epochs(epochs).build();
      TrainedNetwork network = TrainedNetwork.train(SMALL, TRAINING, settings, 3);
      double accuracy = network.evaluate(VALIDATION).accuracy();
      if (accuracy > best) {
        best = accuracy;
        number = epochs;
        theirs = network;
      } else if (epochs - number >= 3) {
        break;
      }
    }
    assertThat(kept.evaluate(VALIDATION).accuracy()).isEqualTo(best);
    Map<String, WeightArray> mine = kept.weights();
    theirs
        .weights()
        .forEach((name, array) ->
            assertThat(mine.get(name).values()).as(name).isEqualTo(array.values()));
  }

  @Test
  void aTrialThatConvergedIsAFullResultAndOneThatWasPrunedIsNot() {
    Dl4jEvaluator evaluator =
        evaluator(training(Engine.AUTO).patience(Patience.of(1)).epochs(9).build());
    var converged = NasSearch.builder(choices -> SMALL)
        .evaluator(evaluator)
        .stopAfter(StopRule.trials(1))
        .run();
    var pruned = NasSearch.builder(choices -> SMALL)
        .evaluator(evaluator)
        .pruning((step, soFar, observed) -> Optional.of("hopeless"))
        .stopAfter(StopRule.trials(1))
        .run();
    assertThat(converged.best()).isPresent();
    Outcome outcome = converged.trials().get(0).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    assertThat(outcome.figures().orElseThrow().history(Metric.VALIDATION_ACCURACY))
        .as("epochs")
        .hasSizeBetween(2, 8);
    assertThat(pruned.best()).isEmpty();
    assertThat(pruned.trials().get(0).outcome()).isInstanceOf(Outcome.Stopped.class);
  }

  /**
   * Whoever prunes ends the training: its figures are the last ones, and there is no best epoch.
   */
  @Test
  void aPrunedTrainingKeepsItsLastFigures() throws InterruptedException {
    Evaluation pruned = evaluator(training(Engine.AUTO).patience(Patience.of(5)).build())
        .evaluate(
            Fixtures.candidate(SMALL),
            new Fixtures.Context(
                new java.util.SplittableRandom(3),
                org.nas4j.eval.Deadline.never(),
                (step, soFar) -> step < 4 ? Verdict.CONTINUE : Verdict.STOP));
    assertThat(pruned.find(Dl4jEvaluator.BEST_EPOCH)).isEmpty();
    assertThat(pruned.get(Metric.VALIDATION_ACCURACY))
        .isEqualTo(pruned.history(Metric.VALIDATION_ACCURACY).get(3));
  }

  /** Small steps upwards are no reason to go on, but the last of them is the best epoch. */
  @Test
  void gainsBelowTheLimitDoNotCount() {
    BestEpoch best = new BestEpoch(Optional.of(new Patience(3, 0.1)));
    for (double accuracy : new double[] {0.5, 0.55, 0.59}) {
      best.ended(accuracy);
      assertThat(best.hasConverged()).isFalse();
    }
    best.ended(0.6);
    assertThat(best.hasConverged()).isTrue();
    assertThat(best.number()).isEqualTo(4);
  }

  @Test
  void aGainAboveTheLimitBeginsTheCountAnew() {
    BestEpoch best = new BestEpoch(Optional.of(new Patience(2, 0.1)));
    for (double accuracy : new double[] {0.5, 0.55, 0.61, 0.6}) {
      best.ended(accuracy);
      assertThat(best.hasConverged()).isFalse();
    }
    best.ended(0.7);
    assertThat(best.hasConverged()).isTrue();
  }

  @Test
  void withoutPatienceNothingEndsAndNothingIsKept() {
    BestEpoch best = new BestEpoch(Optional.empty());
    for (int i = 0; i < 100; i++) {
      best.ended(0);
    }
    assertThat(best.hasConverged()).isFalse();
    assertThat(best.isKept()).isFalse();
  }

  /** Text goes by its perplexity, report by report. */
  @Test
  void textEndsToo() throws InterruptedException {
    Corpus corpus = Corpus.of(
        "the cat sat on the mat, and the dog sat on the log. ".repeat(40),
        Corpus.Level.CHARACTERS,
        0.1,
        0.1);
    LanguageTraining training = LanguageTraining.builder()
        .hidden(8)
        .batch(8)
        .steps(10)
        .batches(40)
        .learningRate(1.5)
        .threads(1)
        .build();
    var all =
        LanguageEvaluator.builder(corpus, training, EnasRecurrentCell::graph).reports(20);
    Candidate<EnasRecurrentCell> cell = new Candidate<>(
        0,
        Genotype.EMPTY,
        EnasRecurrentCell.ofTokens(EnasMode.PAPER, 0, 0, 1),
        OptionalLong.empty());
    List<Double> whole = all.build()
        .evaluate(cell, Fixtures.Context.of(1))
        .history(LanguageEvaluator.VALIDATION_PERPLEXITY);
    int[] expected = expected(whole.stream().map(each -> -each).toList(), 1);
    assertThat(expected[0]).as("reports, or the test shows nothing: %s", whole).isLessThan(20);
    Evaluation ended = all.patience(Patience.of(1)).build().evaluate(cell, Fixtures.Context.of(1));
    assertThat(ended.history(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .isEqualTo(whole.subList(0, expected[0]));
    assertThat(ended.get(LanguageEvaluator.VALIDATION_PERPLEXITY))
        .isEqualTo(whole.get(expected[1] - 1));
    assertThat(ended.get(Dl4jEvaluator.BEST_EPOCH)).isEqualTo(expected[1]);
  }

  @Test
  void patienceWithoutValidationDataIsRefused() {
    Dl4jTraining patient = Dl4jTraining.builder().patience(Patience.of(2)).build();
    assertThatThrownBy(() -> TrainedNetwork.train(SMALL, TRAINING, patient, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2 epochs without a gain above 0.0] needs validation data")
        .hasMessageContaining("Maybe call train(architecture, split, settings, seed)");
    assertThatThrownBy(() -> new Patience(0, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> new Patience(1, -0.1)).hasMessageContaining("[-0.1]");
    assertThat(patient.settings())
        .containsEntry("patience", patient.patience().get().toString());
    assertThat(patient.toBuilder().build()).isEqualTo(patient);
  }
}
