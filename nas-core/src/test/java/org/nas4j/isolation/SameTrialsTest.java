package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;

/** Threads and processes give the same trials, also where figures are large and texts are odd. */
class SameTrialsTest {

  private static final List<String> KINDS = List.of(
      "good",
      "longest history",
      "too long a history",
      "longest names",
      "half a character",
      "long message",
      "good");

  private static List<Outcome> outcomes(SearchBuilder<String> search) {
    SearchResult<String> result = search
        .strategy(Strategies.named("exhaustive"))
        .reward(RewardFunction.of(OddTrials.QUALITY))
        .stopAfter(StopRule.trials(KINDS.size()))
        .failures(failures -> failures.abortAfter(100))
        .run();
    return result.trials().stream().map(trial -> trial.outcome()).toList();
  }

  @Test
  void inAllFiguresAndReasons() throws Exception {
    Isolation<String> isolation = Isolation.builder(OddTrials.class)
        .setting(OddTrials.KINDS, String.join(",", KINDS.subList(0, 6)))
        .heapMegabytes(256)
        .build();
    Evaluator<String> here = new OddTrials().evaluator(isolation.settings());
    List<Outcome> threads = outcomes(NasSearch.builder(isolation.space()).evaluator(here));
    List<Outcome> processes =
        outcomes(NasSearch.builder(isolation.space()).evaluatorPerRun(isolation::open));
    assertThat(processes).hasSameSizeAs(threads);
    for (int i = 0; i < threads.size(); i++) {
      assertThat(processes.get(i).figures())
          .as(KINDS.get(i))
          .isEqualTo(threads.get(i).figures());
      assertThat(processes.get(i).getClass()).isEqualTo(threads.get(i).getClass());
      if (threads.get(i) instanceof Outcome.Failed failed) {
        assertThat(((Outcome.Failed) processes.get(i)).reason()).isEqualTo(failed.reason());
      }
    }
    assertThat(
            threads.get(1).figures().orElseThrow().history().values().iterator().next())
        .hasSize(100_000);
  }
}
