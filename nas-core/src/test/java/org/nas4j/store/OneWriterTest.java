package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Metric;
import org.nas4j.search.Outcome;
import org.nas4j.search.RunHeader;
import org.nas4j.search.SpaceFingerprint;
import org.nas4j.search.Trial;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/** One journal has one writer, by the file itself and not by its name. */
class OneWriterTest {

  private static final Function<Optional<RunHeader>, RunHeader> HEADER = there -> new RunHeader(
      1,
      4,
      "random",
      Map.of(),
      new SpaceFingerprint("digest", Map.of(), List.of()),
      Map.of(),
      Map.of());

  @TempDir
  private Path folder;

  private JournalTrialStore store(Path path) {
    return new JournalTrialStore(path, Clock.systemUTC());
  }

  private static Trial trial(long id, int option) {
    return new Trial(
        id,
        new Genotype(List.of(new Gene("d", option))),
        OptionalLong.empty(),
        new Outcome.Scored(0.5, Evaluation.of(Metric.VALIDATION_ACCURACY, 0.5)),
        Duration.ofSeconds(1),
        OptionalLong.empty());
  }

  private void refuses(Path other) {
    try (JournalTrialStore second = store(other)) {
      assertThatThrownBy(() -> second.open(HEADER))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is being written by")
          .hasMessageContaining("Maybe");
    }
  }

  @Test
  void findsTheWriterBehindLinksOfAllKinds() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore first = store(path)) {
      first.open(HEADER);
      refuses(Files.createSymbolicLink(folder.resolve("symbolic"), path));
      refuses(Files.createLink(folder.resolve("hard"), path));
      refuses(path);
      first.append(trial(0, 0));
    }
    assertThat(Journal.read(path).log().trials()).hasSize(1);
  }

  @Test
  void findsTheWriterWhoseLockFileIsGone() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore first = store(path)) {
      first.open(HEADER);
      Files.delete(folder.resolve("run.jsonl.lock"));
      refuses(Files.createLink(folder.resolve("hard"), path));
      refuses(path);
    }
  }

  @Test
  void freesEveryNameWhenItCloses() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore first = store(path)) {
      first.open(HEADER);
    }
    Path hard = Files.createLink(folder.resolve("hard"), path);
    try (JournalTrialStore second = store(hard)) {
      second.open(HEADER);
    }
    try (JournalTrialStore third = store(path)) {
      third.open(HEADER);
    }
    assertThat(Journal.read(path).header().seed()).isEqualTo(1);
  }

  @Test
  void noticesThatItsJournalIsGone() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore store = store(path)) {
      store.open(HEADER);
      store.append(trial(0, 0));
      Files.delete(path);
      assertThatThrownBy(() -> store.append(trial(1, 1)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("deleted or replaced")
          .hasMessageContaining("Maybe");
      Files.writeString(path, "another file");
      assertThatThrownBy(() -> store.append(trial(2, 2)))
          .hasMessageContaining("deleted or replaced");
    }
  }

  @Test
  void goesOnAfterReadersOfItsOwnClosed() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore store = store(path)) {
      store.open(HEADER);
      store.append(trial(0, 0));
      assertThat(Journal.read(path).log().trials()).hasSize(1);
      store.append(trial(1, 1));
    }
    assertThat(Journal.read(path).log().trials()).hasSize(2);
  }

  @Test
  void refusesEventsThatNoReaderWouldTakeAndStaysWhole() throws IOException {
    Path path = folder.resolve("run.jsonl");
    try (JournalTrialStore store = store(path)) {
      store.open(HEADER);
      assertThatThrownBy(() -> store.stopped("x".repeat(20_000_000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[20000")
          .hasMessageContaining("Maybe");
      store.append(trial(0, 0));
      store.stopped("y".repeat(1_000_000));
    }
    Journal journal = Journal.read(path);
    assertThat(journal.log().trials()).hasSize(1);
    assertThat(journal.stopReason()).get().asString().hasSize(1_000_000);
  }
}
