package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Progress;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.strategy.ppo.Ppo;

class ResumeTest {

  private static final int TRIALS = 40;
  private static final int CUTS = 12;

  @TempDir
  Path folder;

  private Path journal() {
    return folder.resolve("run.jsonl");
  }

  static List<String> strategies() {
    return Strategies.names();
  }

  private static SearchBuilder<Integer> random(int trials) {
    return ToySearch.of(new RandomSearch(), trials);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aJournalCutAnywhereGivesTheUninterruptedRun(String strategy) throws IOException {
    List<Trial> whole =
        Essence.of(ToySearch.of(Strategies.named(strategy), TRIALS).run());
    ToySearch.of(Strategies.named(strategy), TRIALS)
        .parallelism(3)
        .store(journal())
        .run();
    byte[] bytes = Files.readAllBytes(journal());
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CUTS; i++) {
      int cut = random.nextInt(bytes.length + 1);
      Files.write(journal(), Arrays.copyOf(bytes, cut));
      SearchBuilder<Integer> again =
          ToySearch.of(Strategies.named(strategy), TRIALS).parallelism(1 + i % 3);
      assertThat(Essence.of(again.store(journal()).run())).as("cut at %d", cut).isEqualTo(whole);
      assertThat(Essence.of(SearchResult.read(journal()))).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void aLongerBudgetGoesOnAsIfItHadBeenGivenAtOnce() {
    random(25).store(journal()).run();
    assertThat(Essence.of(random(60).store(journal()).run()))
        .isEqualTo(Essence.of(random(60).run()));
  }

  @Test
  void whatHasEndedIsNotEvaluatedAgain() {
    AtomicInteger evaluated = new AtomicInteger();
    for (int trials : new int[] {10, 10, 30, 5}) {
      random(trials)
          .evaluator((candidate, context) -> {
            evaluated.incrementAndGet();
            return ToySearch.evaluate(candidate, context);
          })
          .store(journal())
          .run();
    }
    assertThat(evaluated).hasValue(30);
  }

  @Test
  void aSmallerBudgetKeepsAllThatIsThere() {
    List<Trial> longer = Essence.of(random(30).store(journal()).run());
    assertThat(Essence.of(random(5).store(journal()).run())).isEqualTo(longer);
  }

  @Test
  void timeSpentBeforeCounts() {
    AtomicLong nanos = new AtomicLong();
    SearchBuilder<Integer> hourly = random(1)
        .ticker(nanos::get)
        .lookahead(1)
        .evaluator((candidate, context) -> {
          nanos.addAndGet(Duration.ofHours(1).toNanos());
          return ToySearch.evaluate(candidate, context);
        })
        .store(journal());
    SearchResult<Integer> three =
        hourly.stopAfter(StopRule.elapsed(Duration.ofHours(3))).run();
    assertThat(evaluated(three)).isEqualTo(3);
    SearchResult<Integer> same = hourly.run();
    assertThat(Essence.of(same)).isEqualTo(Essence.of(three));
    SearchResult<Integer> five =
        hourly.stopAfter(StopRule.elapsed(Duration.ofHours(5))).run();
    assertThat(evaluated(five)).isEqualTo(5);
    assertThat(five.elapsed()).isEqualTo(Duration.ofHours(5));
  }

  private static long evaluated(SearchResult<?> result) {
    return result.trials().stream().filter(trial -> trial.wasEvaluated()).count();
  }

  @Test
  void refusesAnotherRunWithAllThatDiffers() {
    random(5).store(journal()).run();
    assertThatThrownBy(() -> ToySearch.of(Ppo.builder().build(), 5)
            .seed(12)
            .lookahead(2)
            .store(journal())
            .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is of another run")
        .hasMessageContaining("seed: was [11], is [12]")
        .hasMessageContaining("lookahead: was [4], is [2]")
        .hasMessageContaining("strategy: was [RandomSearch], is [Ppo]")
        .hasMessageContaining("Maybe")
        .hasMessageContaining("startFrom");
  }

  @Test
  void refusesOtherSettingsOfTheStrategy() {
    ToySearch.of(Ppo.builder().clip(0.2).build(), 3).store(journal()).run();
    assertThatThrownBy(() ->
            ToySearch.of(Ppo.builder().clip(0.3).build(), 3).store(journal()).run())
        .hasMessageContaining("setting clip of Ppo: was [0.2], is [0.3]");
  }

  @Test
  void refusesAnotherSpaceAndNamesTheDecision() {
    SearchSpace<Integer> small = choices -> choices.pick(Decision.of("width", 8, 16));
    SearchSpace<Integer> large = choices ->
        choices.pick(Decision.of("width", 8, 16, 32)) + choices.pick(Decision.of("depth", 1, 2));
    NasSearch.builder(small)
        .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
        .stopAfter(StopRule.trials(2))
        .store(journal())
        .run();
    assertThatThrownBy(() -> NasSearch.builder(large)
            .evaluator((candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5))
            .stopAfter(StopRule.trials(2))
            .store(journal())
            .run())
        .hasMessageContaining("decision [width]: options were [8, 16], are [8, 16, 32]")
        .hasMessageContaining("decision [depth]: is new, with options [1, 2]");
    assertThatThrownBy(() -> SearchResult.read(journal(), large))
        .hasMessageContaining("of another space")
        .hasMessageContaining("decision [width]");
  }

  @Test
  void refusesAnotherReward() {
    random(10).store(journal()).run();
    assertThatThrownBy(() -> random(20)
            .reward(RewardFunction.of(Metric.PARAMETERS))
            .store(journal())
            .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reward: was [validationAccuracy]");
  }

  @Test
  void aRefusedJournalIsLeftAsItIsAndFree() throws IOException {
    random(5).store(journal()).run();
    byte[] before = Files.readAllBytes(journal());
    assertThatThrownBy(() -> random(5).seed(1).store(journal()).run()).isNotNull();
    assertThat(Files.readAllBytes(journal())).isEqualTo(before);
    assertThat(evaluated(random(8).store(journal()).run())).isEqualTo(8);
  }

  @Test
  void startsFromTheTrialsOfAnotherRun() {
    Path other = folder.resolve("other.jsonl");
    random(20).store(other).run();
    Reminded reminded = new Reminded();
    SearchResult<Integer> warm =
        ToySearch.of(reminded, 10).seed(99).startFrom(other).store(journal()).run();
    assertThat(reminded.told).hasSizeGreaterThan(20);
    assertThat(reminded.told.subList(0, 20)).allMatch(id -> id < 0).isSorted();
    assertThat(warm.trials()).allMatch(trial -> trial.id() >= 0);
    assertThat(evaluated(warm)).isEqualTo(10);

    Reminded again = new Reminded();
    List<Trial> longer =
        Essence.of(ToySearch.of(again, 15).seed(99).store(journal()).run());
    assertThat(again.told.subList(0, reminded.told.size())).isEqualTo(reminded.told);
    assertThat(longer.subList(0, warm.trials().size())).isEqualTo(Essence.of(warm));
  }

  /** Random search that notes of which trials it is told. */
  private static final class Reminded implements org.nas4j.search.SearchStrategy {
    private final List<Long> told = new ArrayList<>();

    @Override
    public org.nas4j.search.Controller open(org.nas4j.search.ControllerContext context) {
      var random = new RandomSearch().open(context);
      return new org.nas4j.search.Controller() {
        @Override
        public java.util.Optional<org.nas4j.search.Proposal> propose(
            java.util.random.RandomGenerator generator) {
          return random.propose(generator);
        }

        @Override
        public void observe(
            org.nas4j.search.Trial trial, java.util.random.RandomGenerator generator) {
          told.add(trial.id());
        }
      };
    }
  }

  @Test
  void refusesToStartFromItsOwnJournal() {
    assertThatThrownBy(() -> random(5).store(journal()).startFrom(journal()).run())
        .hasMessageContaining("cannot start from the journal that it keeps itself");
  }

  @Test
  void listenersAreToldOfTheResumeOnly() {
    random(20).store(journal()).run();
    List<String> told = new ArrayList<>();
    random(22)
        .listener(new SearchListener() {
          @Override
          public void onResumed(Progress progress, double spent) {
            told.add("resumed " + progress.evaluations());
          }

          @Override
          public void onTrialStarted(org.nas4j.eval.Candidate<?> candidate) {
            told.add("started");
          }
        })
        .store(journal())
        .run();
    assertThat(told).containsExactly("resumed 17", "started", "started");
  }

  @Test
  void aRunThatGaveUpTriesAgainWhenItIsResumed() throws IOException {
    SearchBuilder<Integer> broken = random(30)
        .failures(failures -> failures.abortAfter(3))
        .evaluator((candidate, context) -> {
          throw new IOException("disk gone");
        });
    SearchResult<Integer> gaveUp = broken.store(journal()).run();
    assertThat(gaveUp.stopReason()).contains("in a row failed");
    SearchResult<Integer> mended =
        broken.evaluator(ToySearch::evaluate).store(journal()).run();
    assertThat(evaluated(mended)).isEqualTo(30);
    assertThat(SearchResult.read(journal()).stopReason()).isEqualTo("The stop rule was met.");
  }

  @Test
  void readersSeeARunThatGoesOn() throws IOException {
    List<Integer> seen = new ArrayList<>();
    SearchResult<Integer> result = random(30)
        .evaluator((candidate, context) -> {
          seen.add(SearchResult.read(journal(), ToySearch.SPACE).trials().size());
          return ToySearch.evaluate(candidate, context);
        })
        .store(journal())
        .run();
    assertThat(seen).isSorted().contains(0);
    assertThat(seen.get(seen.size() - 1)).isBetween(20, result.trials().size());
    SearchResult<Integer> read = SearchResult.read(journal(), ToySearch.SPACE);
    assertThat(Essence.of(read)).isEqualTo(Essence.of(result));
    assertThat(read.best()).isEqualTo(result.best());
    assertThat(read.failures()).isEqualTo(result.failures());
    assertThat(read.seed()).isEqualTo(11);
    assertThat(read.provenance()).isEqualTo(result.provenance());
    assertThat(SearchResult.read(journal()).top(1).get(0).architecture())
        .isEqualTo(result.best().orElseThrow().trial().genotype());
  }

  @Test
  void aDamagedLineInTheMiddleIsRefusedByItsNumber() throws IOException {
    random(10).store(journal()).run();
    List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
    lines.set(4, lines.get(4).replaceFirst("\"id\":\\d+", "\"id\":77"));
    Files.write(journal(), lines);
    assertThatThrownBy(() -> random(10).store(journal()).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged in line [5]")
        .hasMessageContaining("checksum")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> SearchResult.read(journal())).hasMessageContaining("line [5]");
  }

  @Test
  void aMissingLineIsRefused() throws IOException {
    random(10).store(journal()).run();
    List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
    lines.remove(6);
    Files.write(journal(), lines);
    assertThatThrownBy(() -> SearchResult.read(journal())).hasMessageContaining("line [7]");
  }

  @Test
  void readersLeaveOutATornLine() throws IOException {
    SearchResult<Integer> result = random(10).store(journal()).run();
    Files.writeString(journal(), "{\"event\":\"end\",\"id\":1", StandardOpenOption.APPEND);
    assertThat(Essence.of(SearchResult.read(journal()))).isEqualTo(Essence.of(result));
  }

  @Test
  void aFileThatIsNoJournalIsLeftAsItIs() throws IOException {
    Files.writeString(journal(), "my thesis");
    assertThatThrownBy(() -> random(10).store(journal()).run())
        .hasMessageContaining("is no journal");
    assertThat(Files.readString(journal())).isEqualTo("my thesis");
  }

  @Test
  void twoRunsOfOneProcessCannotShareAJournal() {
    try (SearchSession<Integer> first = random(10).store(journal()).open()) {
      first.ask();
      assertThatThrownBy(() -> random(10).store(journal()).run())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "is being written by process [" + ProcessHandle.current().pid() + "]");
    }
    assertThat(evaluated(random(10).store(journal()).run())).isEqualTo(10);
  }

  @Test
  void refusesToGoOnWithAnAsynchronousRun() {
    random(5).asynchronous(true).store(journal()).run();
    assertThatThrownBy(() -> random(9).asynchronous(true).store(journal()).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not repeat")
        .hasMessageContaining("Maybe keep another log");
  }
}
