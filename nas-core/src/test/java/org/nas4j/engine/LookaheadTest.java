package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Decision;

/**
 * How many trials are in flight: given by the user, by the number of workers, or by the journal.
 */
@Timeout(60)
class LookaheadTest {

  private static final int TRIALS = 60;

  @TempDir
  Path folder;

  private Path journal() {
    return folder.resolve("run.jsonl");
  }

  private static SearchBuilder<Integer> search() {
    return ToySearch.of(new Climber(), TRIALS);
  }

  private static List<Trial> trials(SearchBuilder<Integer> search) {
    return Essence.of(search.run());
  }

  @Test
  void upToFourWorkersChangeNothing() {
    List<Trial> one = trials(search());
    assertThat(search().build().settings().lookahead()).isEqualTo(4);
    for (int workers = 2; workers <= 4; workers++) {
      assertThat(search().parallelism(workers).build().settings().lookahead()).isEqualTo(4);
      assertThat(trials(search().parallelism(workers))).isEqualTo(one);
    }
  }

  @Test
  void sixteenWorkersAreKeptBusyWithoutMoreSettings() {
    Decision<Integer> number =
        new Decision<>("number", IntStream.range(0, 100_000).boxed().toList());
    CountDownLatch together = new CountDownLatch(16);
    SearchResult<Integer> result = NasSearch.builder(choices -> choices.pick(number))
        .parallelism(16)
        .evaluator((candidate, context) -> {
          together.countDown();
          if (!together.await(30, TimeUnit.SECONDS)) {
            throw new IOException("fewer than 16 at once");
          }
          return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5);
        })
        .stopAfter(StopRule.trials(TRIALS))
        .run();
    assertThat(result.failures()).isEmpty();
    assertThat(result.settings())
        .containsEntry("parallelism", "16")
        .containsEntry("lookahead", "16");
  }

  @Test
  void moreWorkersGiveTheTrialsOfTheirLookahead() {
    assertThat(trials(search().parallelism(16)))
        .isEqualTo(trials(search().lookahead(16)))
        .isNotEqualTo(trials(search()));
  }

  @Test
  void fewerWorkersThanAFixedLookaheadChangeNothing() {
    assertThat(trials(search().lookahead(8).parallelism(3)))
        .isEqualTo(trials(search().parallelism(8)));
  }

  @Test
  void aResumedRunKeepsTheLookaheadOfItsJournalWithFewerWorkers() throws IOException {
    List<Trial> whole = trials(search().parallelism(16));
    search().parallelism(16).store(journal()).run();
    byte[] bytes = Files.readAllBytes(journal());
    for (int part = 1; part < 6; part++) {
      Files.write(journal(), Arrays.copyOf(bytes, bytes.length * part / 6));
      SearchResult<Integer> resumed = search().parallelism(2).store(journal()).run();
      assertThat(Essence.of(resumed)).as("cut after [%d] sixths", part).isEqualTo(whole);
      assertThat(resumed.settings())
          .containsEntry("parallelism", "2")
          .containsEntry("lookahead", "16");
    }
    assertThat(trials(search().parallelism(2))).isNotEqualTo(whole);
  }

  @Test
  void aResumedRunKeepsTheLookaheadOfItsJournalWithMoreWorkers() throws IOException {
    List<Trial> whole = trials(search());
    search().store(journal()).run();
    byte[] bytes = Files.readAllBytes(journal());
    Files.write(journal(), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(trials(search().parallelism(16).store(journal()))).isEqualTo(whole);
  }
}
