package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.objective.Objective;
import org.nas4j.objective.Objectives;
import org.nas4j.objective.ParetoFront;
import org.nas4j.search.Outcome;
import org.nas4j.search.Progress;
import org.nas4j.search.SearchListener;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.spaces.ChainSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.testkit.ToySpaces;

/** What a search is after, in the words of its builder, and what comes of them. */
class GoalsTest {

  /** Its name would be taken apart by who reads names up to a space. */
  private static final Metric COST = Metric.minimized("cost, at most in total");

  private static final Metric GAIN = Metric.maximized("gain");

  @TempDir
  private Path folder;

  /** Of a grid of two decisions 0 to 9: gain x + y, cost x² + y. */
  private static SearchBuilder<List<Integer>> grid() {
    return NasSearch.builder(ToySpaces.grid(2, 10))
        .evaluator((candidate, context) -> {
          int x = candidate.architecture().get(0);
          int y = candidate.architecture().get(1);
          return Evaluation.of(GAIN, x + y).with(COST, x * x + y);
        })
        .strategy(Strategies.exhaustive())
        .stopAfter(StopRule.trials(100));
  }

  private static List<List<Integer>> members(ParetoFront<Ranked<List<Integer>>> front) {
    return front.members().stream().map(each -> each.item().architecture()).toList();
  }

  /** y is worth as much as it costs, x less from 2 on; so y goes up first, then x. */
  @Test
  void frontHasTheTradeOffsAndNoOther() {
    ParetoFront<Ranked<List<Integer>>> front =
        grid().objective(GAIN).objective(COST).run().front();
    List<List<Integer>> expected = new ArrayList<>();
    for (int x = 9; x >= 1; x--) {
      expected.add(List.of(x, 9));
    }
    assertThat(members(front).subList(0, expected.size())).isEqualTo(expected);
    assertThat(front.members())
        .allSatisfy(member -> assertThat(front.members())
            .noneMatch(
                other -> other.evaluation().get(GAIN) > member.evaluation().get(GAIN)
                    && other.evaluation().get(COST) <= member.evaluation().get(COST)));
  }

  @Test
  void whatIsBeyondAConstraintIsNeitherBestNorOnTheFront() {
    SearchResult<List<Integer>> result = grid()
        .objective(GAIN)
        .objective(COST)
        .constraint(COST, Limit.atMost(12))
        .run();
    assertThat(result.best().orElseThrow().architecture()).isEqualTo(List.of(1, 9));
    assertThat(result.front().members())
        .isNotEmpty()
        .allMatch(each -> each.evaluation().get(COST) <= 12);
    assertThat(result.top(3)).allMatch(each -> each.architecture().get(0) <= 3);
  }

  @Test
  void listenersHearOfTheSameBest() {
    List<Optional<Trial>> told = new ArrayList<>();
    SearchResult<List<Integer>> result = grid()
        .objective(GAIN)
        .constraint(COST, Limit.atMost(12))
        .listener(new SearchListener() {
          @Override
          public void onStopped(Progress progress, Optional<Trial> best, String reason) {
            told.add(best);
          }
        })
        .run();
    assertThat(told).containsExactly(Optional.of(result.best().orElseThrow().trial()));
  }

  @Test
  void saysThatNothingKeepsAConstraint() {
    SearchResult<List<Integer>> result =
        grid().objective(GAIN).constraint(GAIN, Limit.atLeast(50)).run();
    assertThat(result.best()).isEmpty();
    assertThat(result.whyNoBest().orElseThrow())
        .contains("keeps the constraints")
        .contains("gain at least 50.0=100")
        .contains("loosen the constraint");
  }

  @Test
  void rewardIsTheFirstObjectiveUnlessAnotherOneIsNamed() {
    Trial first = grid().objective(Objective.maximized(COST)).run().trials().get(99);
    assertThat(first.outcome().reward()).hasValue(90);
    Trial named = grid().objective(COST).reward(e -> 5).run().trials().get(99);
    assertThat(named.outcome().reward()).hasValue(5);
  }

  /** (9, 9) has 90 where 45 is allowed, which is a violation of 1. */
  @Test
  void rewardIsLessBeyondAConstraint() {
    Trial last =
        grid().objective(GAIN).constraint(COST, Limit.atMost(45)).run().trials().get(99);
    assertThat(last.outcome().reward()).hasValue(18 - 1);
  }

  @Test
  void severalObjectivesAreSearchedByAMethodForFronts() {
    NasSearch<List<Integer>> search = NasSearch.builder(ToySpaces.grid(2, 10))
        .objective(GAIN)
        .objective(COST)
        .constraint(COST, Limit.atMost(12))
        .stopAfter(StopRule.trials(1))
        .build();
    assertThat(search.settings().strategy().name()).isEqualTo("ParEgo");
    assertThat(search.settings().strategy().settings().toString())
        .contains("maximize gain")
        .contains("at most 12.0");
    assertThat(search.toBuilder().build().settings().asMap())
        .isEqualTo(search.settings().asMap());
  }

  @Test
  void parametersAreJudgedBeforeTraining() {
    List<Long> evaluated = new ArrayList<>();
    SearchResult<Architecture> result = NasSearch.builder(ChainSpace.of(Shape.image(1, 12, 12), 10))
        .evaluator((candidate, context) -> {
          evaluated.add(candidate.architecture().cost().parameters());
          return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5)
              .with(Metric.PARAMETERS, candidate.architecture().cost().parameters());
        })
        .constraint(Metric.PARAMETERS, Limit.atMost(20_000))
        .stopAfter(StopRule.trials(20))
        .run();
    assertThat(evaluated).hasSize(20).allMatch(each -> each <= 20_000);
    assertThat(result.rejections())
        .hasEntrySatisfying(
            "beyond the constraint on parameters", count -> assertThat(count).isPositive());
    assertThat(result.trials())
        .filteredOn(trial -> trial.outcome() instanceof Outcome.Rejected)
        .allSatisfy(trial ->
            assertThat(((Outcome.Rejected) trial.outcome()).message()).contains("at most 20000.0"));
  }

  @Test
  void journalKeepsFrontAndConstraints() throws IOException {
    Path journal = folder.resolve("run.jsonl");
    SearchResult<List<Integer>> result = grid()
        .objective(GAIN)
        .objective(COST)
        .constraint(COST, Limit.atMost(12))
        .store(journal)
        .run();
    SearchResult<List<Integer>> read = SearchResult.read(journal, ToySpaces.grid(2, 10));
    assertThat(members(read.front())).isEqualTo(members(result.front())).isNotEmpty();
    assertThat(read.best().orElseThrow().trial().id())
        .isEqualTo(result.best().orElseThrow().trial().id());
  }

  @Test
  void refusesToGoOnWithOtherConstraints() {
    Path journal = folder.resolve("run.jsonl");
    grid().objective(GAIN).constraint(COST, Limit.atMost(12)).store(journal).run();
    assertThatThrownBy(() -> grid()
            .objective(GAIN)
            .constraint(COST, Limit.atMost(13))
            .store(journal)
            .run())
        .hasMessageContaining("at most 12.0")
        .hasMessageContaining("at most 13.0");
  }

  @Test
  void namesAGoalThatNobodyCanRead() throws IOException {
    Path journal = folder.resolve("run.jsonl");
    grid().objective(GAIN).store(journal).run();
    String text = Files.readString(journal);
    assertThat(GoalWords.read(Map.of("objective.1", "maximize gain"), List.of()))
        .isEqualTo(new Goals(List.of(Objective.maximized(GAIN)), List.of()));
    assertThat(text).contains("maximize gain");
    assertThatThrownBy(() -> GoalWords.read(Map.of("objective.1", "more gain"), List.of()))
        .hasMessageContaining("[more gain]")
        .hasMessageContaining("[objective.1]");
  }

  @Test
  void saysThatThereAreNoObjectives() {
    SearchResult<List<Integer>> result = grid().reward(e -> e.get(GAIN)).run();
    assertThatThrownBy(result::front)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("objective(Metric.VALIDATION_ACCURACY)");
    assertThat(result.front(Objectives.of(GAIN)).members()).hasSize(1);
  }

  @Test
  void refusesAMetricThatStandsTwice() {
    assertThatThrownBy(() -> grid().objective(GAIN).objective(Objective.minimized(GAIN)))
        .hasMessageContaining("stands twice");
  }

  @Test
  void constraintOfAFigureThatIsMissingIsAFailureThatSaysSo() {
    SearchResult<List<Integer>> result = grid()
        .objective(GAIN)
        .constraint(Metric.LATENCY_SECONDS, Limit.atMost(1))
        .run();
    assertThat(result.failures().toString()).contains("latencySeconds");
    assertThat(new Constraint(COST, Limit.atMost(1)).toString())
        .isEqualTo(COST.name() + " at most 1.0");
  }
}
