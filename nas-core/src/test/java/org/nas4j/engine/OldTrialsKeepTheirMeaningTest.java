package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.Proposal;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.SearchStrategy;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;

/** What another run found is read by names and texts, never by numbers that mean something else. */
class OldTrialsKeepTheirMeaningTest {

  /** Kernel 1 is worth 0.1, kernel 3 is worth 0.3 and so on, in whatever order they stand. */
  private static final SearchSpace<String> OLD =
      choices -> choices.pick(Decision.of("kernel", 1, 3, 5))
          + " "
          + choices.pick(Decision.of("pool", "max", "mean"));

  @TempDir
  Path folder;

  private final List<Trial> learned = new ArrayList<>();

  @BeforeEach
  void searchTheOldSpace() {
    search(OLD)
        .strategy(Strategies.named("exhaustive"))
        .stopAfter(StopRule.trials(6))
        .store(old())
        .run();
  }

  private Path old() {
    return folder.resolve("old.jsonl");
  }

  private static SearchBuilder<String> search(SearchSpace<String> space) {
    return NasSearch.builder(space)
        .evaluator((candidate, context) ->
            Evaluation.of(Metric.VALIDATION_ACCURACY, value(candidate.architecture())))
        .stopAfter(StopRule.trials(1));
  }

  private static double value(String architecture) {
    return (architecture.charAt(0) - '0') / 10.0;
  }

  /** Learns nothing, but keeps what it is told of the other run. */
  private final class Attentive implements SearchStrategy {

    @Override
    public Controller open(ControllerContext context) {
      Controller random = new RandomSearch().open(context);
      return new Controller() {
        @Override
        public Optional<Proposal> propose(RandomGenerator generator) {
          return random.propose(generator);
        }

        @Override
        public void observe(Trial trial, RandomGenerator generator) {
          if (trial.id() < 0) {
            learned.add(trial);
          }
        }
      };
    }
  }

  private SearchResult<String> startFromOld(SearchSpace<String> space) {
    return search(space).strategy(new Attentive()).startFrom(old()).run();
  }

  private void assertMeans(SearchSpace<String> space) {
    for (Trial trial : learned) {
      assertThat(value(space.replay(trial.genotype()).architecture()))
          .isEqualTo(trial.outcome().reward().orElseThrow());
    }
  }

  @Test
  void reorderedAndNewOptionsAreFoundByTheirText() {
    SearchSpace<String> reordered = choices -> choices.pick(Decision.of("kernel", 7, 5, 3, 1))
        + " "
        + choices.pick(Decision.of("pool", "none", "mean", "max"));
    SearchResult<String> result = startFromOld(reordered);
    assertThat(learned).hasSize(6);
    assertMeans(reordered);
    assertThat(result.settings())
        .containsEntry("startFrom.taken", "6")
        .containsEntry("startFrom.leftOut", "0");
  }

  @Test
  void reorderedDecisionsAreFoundByTheirName() {
    SearchSpace<String> swapped = choices -> {
      String pool = choices.pick(Decision.of("pool", "max", "mean"));
      return choices.pick(Decision.of("kernel", 1, 3, 5)) + " " + pool;
    };
    startFromOld(swapped);
    assertThat(learned).hasSize(6);
    assertMeans(swapped);
  }

  @Test
  void whatTheSpaceDoesNotHaveIsLeftOutAndCounted() {
    SearchSpace<String> fewer = choices -> choices.pick(Decision.of("kernel", 5, 1)) + " "
        + choices.pick(Decision.of("pool", "max", "mean"));
    SearchResult<String> result = startFromOld(fewer);
    assertThat(learned).hasSize(4);
    assertMeans(fewer);
    assertThat(result.settings())
        .containsEntry("startFrom.taken", "4")
        .containsEntry("startFrom.leftOut", "2");
  }

  @Test
  void renamedDecisionsAndMoreQuestionsAreNotGuessed() {
    startFromOld(choices -> choices.pick(Decision.of("size", 1, 3, 5)) + " "
        + choices.pick(Decision.of("pool", "max", "mean")));
    assertThat(learned).isEmpty();
    startFromOld(choices -> choices.pick(Decision.of("kernel", 1, 3, 5)) + " "
        + choices.pick(Decision.of("pool", "max", "mean"))
        + choices.pick(Decision.of("dropout", 0, 1)));
    assertThat(learned).isEmpty();
  }

  @Test
  void aDecisionWhoseOptionsVaryFromPlaceToPlaceIsNotGuessed() {
    SearchSpace<String> varying = choices -> {
      int first = choices.pick(Decision.of("kernel", 1, 3, 5));
      return first + " "
          + choices.pick(first == 1 ? Decision.of("kernel", 3, 5) : Decision.of("kernel", 1, 3, 5));
    };
    Path journal = folder.resolve("varying.jsonl");
    search(varying)
        .strategy(Strategies.named("exhaustive"))
        .stopAfter(StopRule.trials(8))
        .store(journal)
        .run();
    search(choices -> choices.pick(Decision.of("kernel", 5, 3, 1)) + " "
            + choices.pick(Decision.of("kernel", 5, 3, 1)))
        .strategy(new Attentive())
        .startFrom(journal)
        .run();
    assertThat(learned).isEmpty();
    search(varying).strategy(new Attentive()).startFrom(journal).run();
    assertThat(learned).hasSize(8);
    assertMeans(varying);
  }
}
