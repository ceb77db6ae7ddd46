package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;

class FinalistsTest {

  private static final SearchSpace<Integer> SPACE =
      choices -> choices.pick(Decision.of("digit", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

  private final AtomicInteger evaluations = new AtomicInteger();

  @TempDir
  private Path folder;

  private Path journal() {
    return folder.resolve("run.jsonl");
  }

  /** The search likes 9 most; the longer evaluation likes 7. */
  private static SearchBuilder<Integer> search() {
    return NasSearch.builder(SPACE)
        .strategy(new RandomSearch())
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 10.0))
        .stopAfter(StopRule.trials(10))
        .seed(3);
  }

  private Evaluation longer(Candidate<Integer> candidate, EvaluationContext context) {
    evaluations.incrementAndGet();
    double noise = context.random().nextDouble() / 100;
    return Evaluation.of(
        Metric.VALIDATION_ACCURACY, 0.92 - Math.abs(candidate.architecture() - 7.2) / 10.0 + noise);
  }

  private static List<List<Double>> rewards(SearchResult<?> result) {
    return result.finalists().stream().map(Finalist::rewards).toList();
  }

  private static List<Integer> architectures(SearchResult<Integer> result) {
    return result.finalists().stream().map(Finalist::architecture).toList();
  }

  @Test
  void theBestAreEvaluatedForLongerAndOneIsChosen() {
    SearchResult<Integer> result = search().finalists(4, 2, this::longer).run();
    assertThat(architectures(result)).containsExactly(7, 8, 6, 9);
    assertThat(result.best().orElseThrow().architecture()).isEqualTo(9);
    assertThat(result.chosen().orElseThrow().architecture()).isEqualTo(7);
    Finalist<Integer> chosen = result.finalists().get(0);
    assertThat(chosen.searched().reward()).isEqualTo(0.7);
    assertThat(chosen.reward()).isBetween(0.9, 0.91);
    assertThat(chosen.rewards()).hasSize(2).doesNotHaveDuplicates();
    assertThat(evaluations).hasValue(8);
    assertThat(result.trials()).hasSize(search().run().trials().size());
    assertThat(result.settings()).containsEntry("finalists", "4 of 2 seeds");
  }

  @Test
  void theBestIsChosenWithoutFinalists() {
    SearchResult<Integer> result = search().run();
    assertThat(result.finalists()).isEmpty();
    assertThat(result.chosen()).isEqualTo(result.best());
    assertThat(result.settings()).containsEntry("finalists", "none");
  }

  @Test
  void figuresDoNotDependOnTheNumberOfWorkers() {
    SearchResult<Integer> one = search().finalists(3, 2, this::longer).run();
    SearchResult<Integer> four =
        search().finalists(3, 2, this::longer).parallelism(4).run();
    assertThat(rewards(four)).isEqualTo(rewards(one)).hasSize(3);
  }

  @Test
  void aJournalCutAnywhereGivesTheSameFinalists() throws IOException {
    SearchResult<Integer> whole =
        search().finalists(4, 2, this::longer).parallelism(2).store(journal()).run();
    byte[] bytes = Files.readAllBytes(journal());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 12; i++) {
      int cut = random.nextInt(bytes.length * 2 / 3, bytes.length + 1);
      Files.write(journal(), Arrays.copyOf(bytes, cut));
      SearchResult<Integer> again =
          search().finalists(4, 2, this::longer).store(journal()).run();
      assertThat(rewards(again)).as("cut at %d", cut).isEqualTo(rewards(whole));
      assertThat(rewards(SearchResult.read(journal()))).isEqualTo(rewards(whole));
    }
  }

  @Test
  void whatTheJournalHoldsIsNotEvaluatedAgain() throws IOException {
    search().finalists(4, 2, this::longer).store(journal()).run();
    SearchResult<Integer> again =
        search().finalists(4, 2, this::longer).store(journal()).run();
    assertThat(evaluations).hasValue(8);
    assertThat(again.chosen().orElseThrow().architecture()).isEqualTo(7);
    assertThat(SearchResult.read(journal(), SPACE).chosen().orElseThrow().architecture())
        .isEqualTo(7);
  }

  @Test
  void anotherEvaluatorOrOtherFinalistsBeginTheRoundAnew() {
    search().finalists(2, this::longer).store(journal()).run();
    search().finalists(3, this::longer).store(journal()).run();
    assertThat(evaluations).hasValue(5);
    Evaluator<Integer> known = new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
        return longer(candidate, context);
      }

      @Override
      public Map<String, String> provenance() {
        return Map.of("training.epochs", "40");
      }
    };
    search().finalists(3, known).store(journal()).run();
    assertThat(evaluations).hasValue(8);
  }

  @Test
  void aFinalistWhoseEvaluationFailsIsLeftOut() {
    Evaluator<Integer> broken = (candidate, context) -> {
      if (candidate.architecture() == 7) {
        throw new IllegalStateException("no 7");
      }
      return longer(candidate, context);
    };
    assertThat(architectures(search().finalists(4, broken).run())).containsExactly(8, 6, 9);
    SearchResult<Integer> none = search()
        .finalists(2, (candidate, context) -> {
          throw new IllegalStateException("none");
        })
        .run();
    assertThat(none.finalists()).isEmpty();
    assertThat(none.chosen().orElseThrow().architecture()).isEqualTo(9);
  }

  @Test
  void aRoundHasTheTimeThatTheSearchLeaves() {
    Evaluator<Integer> slow = (candidate, context) -> {
      while (!Thread.interrupted()) {
        Thread.onSpinWait();
      }
      throw new InterruptedException();
    };
    SearchResult<Integer> result = search()
        .finalists(2, slow)
        .limits(limits -> limits.wholeRun(Duration.ofMillis(400)))
        .run();
    assertThat(result.finalists()).isEmpty();
    assertThat(result.chosen().orElseThrow().architecture()).isEqualTo(9);
    assertThat(result.stopReason()).isEqualTo("The stop rule was met.");
  }

  @Test
  void cancellingEndsTheRoundToo() throws Exception {
    AtomicReference<SearchHandle<Integer>> handle = new AtomicReference<>();
    handle.set(search()
        .finalists(3, (candidate, context) -> {
          Evaluation evaluation = longer(candidate, context);
          if (evaluations.get() == 2) {
            handle.get().cancelNow();
            Thread.sleep(60_000);
          }
          return evaluation;
        })
        .start());
    SearchResult<Integer> result = handle.get().result().get();
    assertThat(evaluations).hasValue(2);
    assertThat(result.finalists()).hasSize(1);
  }

  @Test
  void listenersHearOfEachAndThePrinterOfTheChoice() {
    AtomicInteger heard = new AtomicInteger();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    search()
        .finalists(2, 3, this::longer)
        .listener(new SearchListener() {
          @Override
          public void onFinalistEvaluated(Trial evaluated) {
            assertThat(evaluated.id()).isEqualTo(heard.getAndIncrement());
          }
        })
        .listener(new ProgressPrinter(new PrintStream(out, true, StandardCharsets.UTF_8)))
        .run();
    assertThat(heard).hasValue(6);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("final    5  0.")
        .containsPattern(
            "Of \\[2\\] finalists trial \\[\\d+\\] is chosen: 0\\.\\d{4} ± 0\\.00\\d\\d by");
  }

  /** Within: (0.01, −0.01) and (0.02, −0.02), so the pooled variance is (2 + 8)·1e-4 / 2. */
  @Test
  void noiseOfRepeatedSeedsIsPooledOverTheFinalists() {
    AtomicInteger calls = new AtomicInteger();
    double[] offsets = {0.01, -0.01, 0.02, -0.02};
    SearchResult<Integer> result = search()
        .finalists(
            2,
            2,
            (candidate, context) ->
                Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5 + offsets[calls.getAndIncrement()]))
        .run();
    ValidationNoise noise = result.noise().orElseThrow();
    assertThat(noise.source()).isEqualTo(ValidationNoise.Source.REPEATED_SEEDS);
    assertThat(noise.standardError()).isCloseTo(Math.sqrt(5e-4 / 2), within(1e-12));
  }

  /** 90 of 100 with two of each added: 92 of 104. */
  @Test
  void noiseOfOneEvaluationComesFromTheNumberOfExamples() {
    Evaluator<Integer> known = new Evaluator<>() {
      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
        return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 10.0);
      }

      @Override
      public Map<String, String> provenance() {
        return Map.of(ValidationNoise.EXAMPLES, "100");
      }
    };
    ValidationNoise noise = search().evaluator(known).run().noise().orElseThrow();
    double share = 92.0 / 104;
    assertThat(noise.source()).isEqualTo(ValidationNoise.Source.BINOMIAL);
    assertThat(noise.standardError())
        .isCloseTo(Math.sqrt(share * (1 - share) / 104), within(1e-12));
    assertThat(noise).hasToString("± 0.0313");
    assertThat(search().finalists(2, known).run().noise()).contains(noise);
    assertThat(search().evaluator(known).reward(e -> 7).run().noise()).isEmpty();
    assertThat(search().run().noise()).isEmpty();
  }

  @Test
  void refusesNoFinalists() {
    assertThatThrownBy(() -> search().finalists(0, this::longer))
        .hasMessageContaining("number of finalists")
        .hasMessageContaining("[0]");
    assertThatThrownBy(() -> search().finalists(1, 0, this::longer))
        .hasMessageContaining("number of seeds");
  }
}
