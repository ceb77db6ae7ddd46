package org.nas4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLockTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir
  Path folder;

  private Path journal() {
    return folder.resolve("run.jsonl");
  }

  private Path lockFile() {
    return folder.resolve("run.jsonl.lock");
  }

  @Test
  void saysWhoHoldsIt() throws IOException {
    Files.writeString(lockFile(), "x".repeat(500));
    try (JournalLock lock = JournalLock.take(journal(), NOW)) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(lockFile()))
          .matches("\\{\"pid\":" + ProcessHandle.current().pid()
              + ",\"host\":\"[A-Za-z0-9._?-]+\",\"since\":\"2026-01-02T03:04:05Z\"}\n");
    }
  }

  @Test
  void refusesASecondHolderAndNamesTheFirst() throws IOException {
    JournalLock first = JournalLock.take(journal(), NOW);
    assertThatThrownBy(() -> JournalLock.take(journal(), NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Journal [" + journal() + "] is being written by process ["
            + ProcessHandle.current().pid() + "] on host [" + JournalLock.host()
            + "] since [2026-01-02T03:04:05Z].\nMaybe that run still goes on");
    first.close();
    JournalLock.take(journal(), NOW).close();
  }

  /** Two paths to one folder are one journal. */
  @Test
  void seesThroughLinks() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (JournalLock first = JournalLock.take(journal(), NOW)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> JournalLock.take(link.resolve("run.jsonl"), NOW))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is being written by process [");
    }
  }

  /** And so are two names of one file, before it is opened. */
  @Test
  void seesThroughLinksToTheJournalItself() throws IOException {
    Files.createFile(journal());
    Path link = Files.createSymbolicLink(folder.resolve("other.jsonl"), journal());
    try (JournalLock first = JournalLock.take(journal(), NOW)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> JournalLock.take(link, NOW))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is being written by process [");
    }
    assertThat(folder.resolve("other.jsonl.lock")).doesNotExist();
  }

  @Test
  void doesNotKnowAHolderWhoLeftNoName() throws IOException {
    try (JournalLock first = JournalLock.take(journal(), NOW)) {
      assertThat(first).isNotNull();
      Files.writeString(lockFile(), "?");
      assertThatThrownBy(() -> JournalLock.take(journal(), NOW))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is being written by another process.");
    }
  }

  @Test
  void isFreeAgainAfterAFailure() throws IOException {
    Files.createDirectory(lockFile());
    assertThatThrownBy(() -> JournalLock.take(journal(), NOW)).isInstanceOf(IOException.class);
    Files.delete(lockFile());
    JournalLock.take(journal(), NOW).close();
  }
}
