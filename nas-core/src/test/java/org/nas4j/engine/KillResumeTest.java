package org.nas4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches that are killed, as often as the test says, at moments that are spread over all they
 * write.
 */
class KillResumeTest {

  private static final int SLEEP_MILLIS = 4;

  @TempDir
  Path folder;

  @Test
  void killedAFewTimesEachStrategyLosesNothing() throws Exception {
    killAndCompare(5);
  }

  @Test
  @Tag("soak")
  void killedTwentyTimesForEachStrategyLosesNothing() throws Exception {
    killAndCompare(20 * KillableSearches.names().size());
  }

  private void killAndCompare(int kills) throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path killed = Files.createDirectory(folder.resolve("killed"));
    for (String name : KillableSearches.names()) {
      KillableSearches.search(name, whole, 0).run();
    }
    SplittableRandom random = new SplittableRandom(kills);
    long share = 2 * size(whole) / (kills + 1);
    int done = 0;
    while (done < kills) {
      try (ChildJvm child = ChildJvm.start(KillableSearches.class, killed, SLEEP_MILLIS)) {
        long moment = size(killed) + random.nextLong(share);
        while (child.process().isAlive() && size(killed) < moment) {
          Thread.sleep(1);
        }
        if (!child.process().isAlive()) {
          break;
        }
        child.kill();
        done++;
      }
    }
    assertThat(done).as("kills").isGreaterThan(kills / 3);
    try (ChildJvm child = ChildJvm.start(KillableSearches.class, killed, 0)) {
      child.awaitLine("done");
    }
    for (String name : KillableSearches.names()) {
      assertThat(Essence.of(SearchResult.read(KillableSearches.journal(killed, name))))
          .as(name)
          .isEqualTo(Essence.of(SearchResult.read(KillableSearches.journal(whole, name))));
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Test
  void aSecondProcessIsToldWhoWritesTheJournal() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    try (ChildJvm child = ChildJvm.start(HeldJournal.class, journal)) {
      child.awaitLine("holding");
      assertThatThrownBy(() -> HeldJournal.search(journal).run())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "is being written by process [" + child.process().pid() + "]")
          .hasMessageContaining("on host [")
          .hasMessageContaining("since [")
          .hasMessageContaining("Maybe");
      assertThat(SearchResult.read(journal).trials()).isNotEmpty();
      child.kill();
    }
    assertThat(HeldJournal.search(journal).run().best()).isPresent();
  }

  @Test
  void sigtermEndsARunWithItsJournalCompleteAndTheBestPrinted() throws Exception {
    Path journal = folder.resolve("run.jsonl");
    String said;
    try (ChildJvm child = ChildJvm.start(HeldJournal.class, journal)) {
      child.awaitLine("holding");
      child.process().toHandle().destroy();
      said = child.awaitLine("ended after");
      assertThat(child.process().waitFor(30, java.util.concurrent.TimeUnit.SECONDS))
          .isTrue();
    }
    SearchResult<?> read = SearchResult.read(journal);
    assertThat(read.stopReason()).isEqualTo("The program was ended.");
    double best = read.best().orElseThrow().reward();
    assertThat(said).contains(String.format(java.util.Locale.ROOT, "best %.4f", best));
  }
}
