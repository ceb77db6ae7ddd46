package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.eval.RewardFunction;
import org.nas4j.objective.Limit;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.store.InMemoryTrialStore;
import org.nas4j.strategy.ppo.Ppo;

/**
 * A search is a value: what happens to its builder, or in another run of it, does not reach a run.
 */
@Timeout(60)
class RepeatedRunsTest {

  private static final Decision<Integer> NUMBER =
      new Decision<>("x", IntStream.range(0, 3_000).boxed().toList());

  @TempDir
  Path folder;

  private static SearchBuilder<Integer> numbers() {
    return NasSearch.builder(choices -> choices.pick(NUMBER))
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 3e3))
        .stopAfter(StopRule.trials(20));
  }

  /** Evaluations wait until there is no more to be changed. */
  private static SearchBuilder<Integer> gated(CountDownLatch gate) {
    return numbers().evaluator((candidate, context) -> {
      gate.await();
      return Evaluation.of(Metric.VALIDATION_ACCURACY, candidate.architecture() / 3e3);
    });
  }

  @Test
  void laterChangesOfTheBuilderDoNotReachARunThatGoesOn() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Trial> told = new ArrayList<>();
    SearchBuilder<Integer> builder = gated(gate);
    SearchHandle<Integer> handle = builder.start();
    builder
        .stopAfter(StopRule.trials(60))
        .reward(RewardFunction.of(Metric.PARAMETERS))
        .parallelism(3)
        .seed(99)
        .limits(limits -> limits.wholeRun(Duration.ofNanos(1)))
        .failures(failures -> failures.abortAfter(1))
        .deduplicateBy(candidate -> "all alike")
        .listener(new SearchListener() {
          @Override
          public void onTrialFinished(Trial trial, Progress progress, double spent) {
            told.add(trial);
          }
        });
    gate.countDown();
    SearchResult<Integer> result = handle.result().get();
    assertThat(Essence.of(result)).hasSize(20).isEqualTo(Essence.of(numbers().run()));
    assertThat(result.stopReason()).isEqualTo("The stop rule was met.");
    assertThat(result.seed()).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void runsStartedFromOneBuilderHaveTheSeedsTheyWereStartedWith() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    SearchBuilder<Integer> builder = gated(gate);
    List<SearchHandle<Integer>> handles = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      handles.add(builder.seed(seed).start());
    }
    gate.countDown();
    for (int i = 0; i < 3; i++) {
      SearchResult<Integer> result = handles.get(i).result().get();
      assertThat(result.seed()).isEqualTo(i + 1);
      assertThat(result.settings()).containsEntry("seed", Integer.toString(i + 1));
      assertThat(Essence.of(result)).isEqualTo(Essence.of(numbers().seed(i + 1).run()));
    }
  }

  @Test
  void aSearchRunsAgainAndSeveralTimesAtOnce() throws Exception {
    NasSearch<Integer> search =
        ToySearch.of(Ppo.builder().build(), 40).parallelism(2).build();
    List<Trial> alone = Essence.of(search.run());
    List<SearchHandle<Integer>> handles = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      handles.add(search.start());
    }
    for (SearchHandle<Integer> handle : handles) {
      assertThat(Essence.of(handle.result().get())).isEqualTo(alone);
    }
    assertThat(Essence.of(search.run())).isEqualTo(alone);
  }

  @Test
  void aStoreGivenAsAnObjectServesOneRun() {
    InMemoryTrialStore store = new InMemoryTrialStore();
    SearchBuilder<Integer> builder = numbers().store(store);
    NasSearch<Integer> search = builder.build();
    assertThat(search.run().trials()).isEqualTo(store.trials()).hasSize(20);
    for (NasSearch<Integer> again :
        List.of(search, builder.build(), search.toBuilder().seed(2).build())) {
      assertThatThrownBy(again::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was given as an object, and has served a run already")
          .hasMessageContaining("Maybe give the path of a journal");
    }
    assertThat(store.trials()).hasSize(20);
  }

  @Test
  void aJournalIsOpenedByEachRunAndGoesOn() {
    AtomicInteger evaluated = new AtomicInteger();
    NasSearch<Integer> search = numbers()
        .evaluator((candidate, context) -> {
          evaluated.incrementAndGet();
          return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
        })
        .store(folder.resolve("run.jsonl"))
        .build();
    List<Trial> first = Essence.of(search.run());
    assertThat(Essence.of(search.run())).isEqualTo(first);
    assertThat(evaluated).hasValue(20);
  }

  @Test
  void aBuiltSearchWithoutEvaluatorIsForAskingOnly() {
    NasSearch<Integer> search =
        NasSearch.builder(ToySearch.SPACE).stopAfter(StopRule.trials(3)).build();
    assertThatThrownBy(search::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("There is no evaluator.\nMaybe");
    assertThatThrownBy(search::start).hasMessageContaining("There is no evaluator");
    try (SearchSession<Integer> session = search.open()) {
      assertThat(session.ask()).isPresent();
    }
  }

  /** Counts how often it was closed. */
  private static final class Closeable implements Evaluator<Integer> {
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
      assertThat(closed).hasValue(0);
      return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void aSearchClosesTheEvaluatorsThatItMadeAndNoOther() {
    Closeable given = new Closeable();
    NasSearch<Integer> search = numbers().evaluator(given).build();
    search.run();
    search.run();
    assertThat(given.closed).hasValue(0);
    List<Closeable> made = new ArrayList<>();
    NasSearch<Integer> perRun = numbers()
        .evaluatorPerRun(() -> {
          made.add(new Closeable());
          return made.get(made.size() - 1);
        })
        .store(folder.resolve("run.jsonl"))
        .build();
    perRun.run();
    perRun.run();
    assertThatThrownBy(() -> perRun.toBuilder().seed(2).build().run())
        .hasMessageContaining("is of another run");
    assertThat(made).hasSize(3).allMatch(each -> each.closed.get() == 1);
    perRun.open().close();
    assertThat(made).hasSize(3);
  }

  @Test
  void theTimeToMakeReadyDoesNotCountAgainstTheTrial() {
    List<String> calls = new ArrayList<>();
    Evaluator<Integer> evaluator = new Evaluator<>() {
      @Override
      public void prepare() {
        calls.add("prepare");
      }

      @Override
      public Evaluation evaluate(Candidate<Integer> candidate, EvaluationContext context) {
        calls.add("evaluate");
        return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
      }
    };
    numbers().evaluator(evaluator).stopAfter(StopRule.trials(2)).run();
    assertThat(calls).containsExactly("prepare", "evaluate", "prepare", "evaluate");
  }

  @Test
  void aSearchShowsWhatItWillDoAndItsResultWhatItDid() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    NasSearch<Integer> search = numbers()
        .strategy(Ppo.builder().clip(0.25).build())
        .reward(RewardFunction.of(Metric.VALIDATION_LOSS))
        .stopAfter(StopRule.trials(3).or(StopRule.elapsed(Duration.ofHours(1))))
        .limits(limits -> limits.perTrial(Duration.ofMinutes(5)).wholeRun(Duration.ofHours(2)))
        .failures(failures -> failures.penalise(-1.5))
        .seed(12)
        .store(journal)
        .build();
    assertThat(search.settings().asMap())
        .containsEntry("strategy", "Ppo")
        .containsEntry("strategy.clip", "0.25")
        .containsEntry("reward", "-validationLoss")
        .containsEntry("stopAfter", "(3 trials or PT1H on the clock)")
        .containsEntry("limits.perTrial", "PT5M")
        .containsEntry("limits.wholeRun", "PT2H")
        .containsEntry("failures.penalty", "-1.5")
        .containsEntry("lookahead", "4")
        .containsEntry("seed", "12");
    assertThat(search).hasToString("NasSearch" + search.settings().asMap());
    SearchResult<Integer> result = search.run();
    assertThat(result.settings()).isEqualTo(search.settings().asMap());
    assertThat(SearchResult.read(journal).settings()).isEqualTo(result.settings());
  }

  /** So that none can be forgotten when one is added. */
  @Test
  void toBuilderTakesOverEverySetting() throws IllegalAccessException {
    SearchSettings<Integer> plain = numbers().build().settings();
    SearchSettings<Integer> all = numbers()
        .listener(new SearchListener() {})
        .strategy(Ppo.builder().build())
        .evaluatorPerRun(Closeable::new)
        .reward(evaluation -> 1)
        .objective(Metric.VALIDATION_LOSS)
        .constraint(Metric.PARAMETERS, Limit.atMost(10))
        .stopAfter(StopRule.noImprovement(3))
        .pruning((step, soFar, observed) -> Optional.empty())
        .finalists(2, (candidate, context) -> Evaluation.of(Metric.VALIDATION_ACCURACY, 1))
        .limits(limits -> limits.grace(Duration.ofSeconds(2)))
        .failures(failures -> failures.retry(2))
        .deduplicateBy(Candidate::genotype)
        .parallelism(2)
        .lookahead(3)
        .asynchronous(true)
        .seed(5)
        .clock(Clock.systemDefaultZone())
        .ticker(() -> 0)
        .acceptDifferences("reward")
        .store(folder.resolve("run.jsonl"))
        .startFrom(folder.resolve("other.jsonl"))
        .endOnShutdown(true)
        .build()
        .settings();
    SearchSettings<Integer> copy = new NasSearch<>(all).toBuilder().build().settings();
    for (Field field : SearchSettings.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(all));
        if (!field.getName().equals("space")) {
          assertThat(field.get(all)).as(field.getName()).isNotEqualTo(field.get(plain));
        }
      }
    }
  }
}
