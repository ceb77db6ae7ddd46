package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Progress;
import org.nas4j.search.PruningRule;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;

/** A run goes on from its journal with what it began with, or the user says by name what not. */
class ResumeMixesNothingTest {

  @TempDir
  Path folder;

  private final Map<String, String> facts = new LinkedHashMap<>();

  @BeforeEach
  void describe() {
    facts.put("training.epochs", "3");
    facts.put("data.training", "100 examples 5f3a");
    facts.put("nd4j.threads", "1");
    facts.put("nd4j.version", "1.0");
  }

  private SearchBuilder<Integer> search(int trials) {
    Map<String, String> told = Map.copyOf(facts);
    return NasSearch.builder(ToySearch.SPACE)
        .evaluator(new Evaluator<>() {
          @Override
          public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
            return ToySearch.evaluate(candidate, context);
          }

          @Override
          public Map<String, String> provenance() {
            return told;
          }
        })
        .failures(failures -> failures.abortAfter(1000))
        .stopAfter(StopRule.trials(trials))
        .store(folder.resolve("run.jsonl"))
        .seed(11);
  }

  @ParameterizedTest
  @CsvSource({
    "training.epochs, 4, was [3]",
    "data.training, 100 examples 77aa, was [100 examples 5f3a]"
  })
  void otherTrainingOrDataAreRefusedWithTheirLineUnlessAccepted(
      String name, String value, String line) {
    search(5).run();
    facts.put(name, value);
    assertThatThrownBy(() -> search(8).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(name + ": " + line + ", is [" + value + "]")
        .hasMessageContaining("acceptDifferences");
    assertThatThrownBy(() -> search(8).acceptDifferences("another").run())
        .hasMessageContaining(name);
    assertThat(evaluated(search(8).acceptDifferences(name).run())).isEqualTo(8);
  }

  @Test
  void anEvaluatorThatSaysNothingAnyMoreIsRefused() {
    search(5).run();
    facts.clear();
    assertThatThrownBy(() -> search(8).run())
        .hasMessageContaining("training.epochs: was [3], is not set")
        .hasMessageContaining("data.training: was");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j.threads", "nd4j.version", "os", "java", "evaluator.isolation"})
  void versionsThreadsAndHostMayDiffer(String name) {
    facts.put(name, "old");
    search(5).run();
    facts.put(name, "new");
    assertThat(evaluated(search(8).run())).isEqualTo(8);
  }

  @Test
  void anotherRewardIsRefusedUnlessAccepted() {
    search(5).run();
    RewardFunction other = RewardFunction.of(Metric.PARAMETERS);
    assertThatThrownBy(() -> search(8).reward(other).run())
        .hasMessageContaining("reward: was [validationAccuracy], is [-parameters]");
    SearchResult<Integer> mixed =
        search(8).reward(other).acceptDifferences("reward").run();
    assertThat(evaluated(mixed)).isEqualTo(8);
  }

  /** Prunes nothing, and says which one it is. */
  private record Named(String name) implements PruningRule {
    @Override
    public Optional<String> reasonToPrune(int step, Evaluation soFar, List<Trial> observed) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void anotherPruningRuleIsRefusedUnlessAccepted() {
    search(5).pruning(new Named("half")).run();
    assertThatThrownBy(() -> search(8).pruning(new Named("third")).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pruning: was [half], is [third]");
    assertThatThrownBy(() -> search(8).run())
        .hasMessageContaining("pruning: was [half], is [none]");
    SearchResult<Integer> mixed =
        search(8).pruning(new Named("third")).acceptDifferences("pruning").run();
    assertThat(evaluated(mixed)).isEqualTo(8);
  }

  @Test
  void anotherLimitOfATrialIsRefusedAndOneOfTheRunIsNot() {
    search(5).limits(limits -> limits.perTrial(Duration.ofMinutes(5))).run();
    assertThatThrownBy(() ->
            search(8).limits(limits -> limits.perTrial(Duration.ofMinutes(6))).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("limits.perTrial: was [PT5M], is [PT6M]");
    SearchResult<Integer> longer = search(8)
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)).wholeRun(Duration.ofHours(9)))
        .run();
    assertThat(evaluated(longer)).isEqualTo(8);
  }

  /** What 16 bits said of themselves; in 32 bits nothing is said of oneDNN's values. */
  @Test
  void sixteenBitsDoNotGoOnInThirtyTwo() {
    facts.put("onednn.values", "BFLOAT16");
    search(5).run();
    facts.put("onednn.values", "FLOAT32");
    assertThatThrownBy(() -> search(8).run())
        .hasMessageContaining("onednn.values: was [BFLOAT16], is [FLOAT32]");
    facts.remove("onednn.values");
    assertThatThrownBy(() -> search(8).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("onednn.values: was [BFLOAT16], is not set");
  }

  @Test
  void aLambdaAsRewardIsComparedByTheRewardsThatItGives() {
    search(5).reward(figures -> figures.get(Metric.VALIDATION_ACCURACY)).run();
    SearchResult<Integer> same =
        search(8).reward(figures -> figures.get(Metric.VALIDATION_ACCURACY)).run();
    assertThat(evaluated(same)).isEqualTo(8);
    assertThatThrownBy(() -> search(9)
            .reward(figures -> 2 * figures.get(Metric.VALIDATION_ACCURACY))
            .run())
        .hasMessageContaining("its reward was");
  }

  @Test
  void aLambdaAsStrategyHasTheSameNameInEveryProcess() {
    SearchStrategy strategy = context -> new RandomSearch().open(context);
    assertThat(strategy.name()).isEqualTo("lambda of ResumeMixesNothingTest");
    SearchStrategy anonymous = new SearchStrategy() {
      @Override
      public Controller open(ControllerContext context) {
        return new RandomSearch().open(context);
      }
    };
    assertThat(anonymous.name()).startsWith("ResumeMixesNothingTest$");
    search(5).strategy(strategy).run();
    assertThat(evaluated(search(8).strategy(strategy).run())).isEqualTo(8);
  }

  private static long evaluated(SearchResult<?> result) {
    return result.trials().stream().filter(Trial::wasEvaluated).count();
  }

  /** Notes all that it is told. */
  private static final class Notes implements SearchListener {

    private final List<Long> finished = new ArrayList<>();
    private final List<Progress> progress = new ArrayList<>();
    private int stops;

    @Override
    public void onTrialFinished(Trial trial, Progress now, double spent) {
      finished.add(trial.id());
      progress.add(now);
    }

    @Override
    public void onResumed(Progress now, double spent) {
      progress.add(now);
    }

    @Override
    public void onStopped(Progress now, Optional<Trial> best, String reason) {
      progress.add(now);
      stops++;
    }

    private void assertNeverGoesBack() {
      for (int i = 1; i < progress.size(); i++) {
        assertThat(progress.get(i).evaluations())
            .isGreaterThanOrEqualTo(progress.get(i - 1).evaluations());
        assertThat(progress.get(i).observed())
            .isGreaterThanOrEqualTo(progress.get(i - 1).observed());
        assertThat(progress.get(i).elapsed())
            .isGreaterThanOrEqualTo(progress.get(i - 1).elapsed());
      }
    }
  }

  @Test
  void aFinishedRunTellsNothingTwice() {
    search(10).run();
    Notes notes = new Notes();
    search(10).listener(notes).run();
    assertThat(notes.finished).isEmpty();
    assertThat(notes.stops).isEqualTo(1);
    notes.assertNeverGoesBack();
  }

  @Test
  void aRunThatGoesOnTellsOnlyWhatIsNew() {
    List<Long> before = search(10).run().trials().stream().map(Trial::id).toList();
    Notes notes = new Notes();
    List<Long> all =
        search(20).listener(notes).run().trials().stream().map(Trial::id).toList();
    assertThat(notes.finished).isEqualTo(all.subList(before.size(), all.size()));
    notes.assertNeverGoesBack();
  }
}
