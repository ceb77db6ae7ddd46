package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.search.StopRule;

/**
 * Cleanup is complete on every exit: a disk that is full when a run writes, even its last line,
 * leaves no worker process and no thread behind, and the run goes on once there is room. On a disk
 * of its own, in memory, which only the administrator can make.
 */
@Timeout(120)
class FullDiskAtTheLastWriteTest {

  private static final int PAGE = 4_096;
  private static final int TRIALS = 3;

  @TempDir
  Path folder;

  private Path disk;
  private Set<Thread> before;

  private static boolean system(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void makeDisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        system("mount", "-t", "tmpfs", "-o", "size=" + 4 * PAGE, "tmpfs", disk.toString()),
        "no disk can be mounted here");
    before = Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  @AfterEach
  void takeDiskAway() throws IOException, InterruptedException {
    system("umount", disk.toString());
  }

  private SearchResult<Integer> search(Path journal, int padding) {
    Isolation<Integer> isolation = Isolation.builder(Children.class)
        .heapMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .jvmOption("-XX:+UseSerialGC")
        .setting("data", "x".repeat(padding))
        .build();
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .stopAfter(StopRule.trials(TRIALS))
        .parallelism(2)
        .store(journal)
        .seed(5)
        .run();
  }

  private static List<Long> workers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("WorkerMain"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private void assertNothingIsLeft() throws InterruptedException {
    Set<String> left = Set.of();
    for (int i = 0; i < 100; i++) {
      left = Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> !before.contains(thread) && thread.isAlive())
          .map(Thread::getName)
          .filter(name -> name.startsWith("nas4j"))
          .collect(Collectors.toSet());
      if (left.isEmpty() && workers().isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(left).as("threads").isEmpty();
    assertThat(workers()).as("worker processes").isEmpty();
  }

  private void resize(long pages) throws IOException, InterruptedException {
    assertThat(system("mount", "-o", "remount,size=" + pages * PAGE, disk.toString()))
        .isTrue();
  }

  /**
   * The journal is made so long that a new page begins in its last line, and there is none for it.
   */
  @Test
  void theLastLineFindsNoRoom() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole.jsonl");
    search(whole, 1);
    List<String> lines = Files.readAllLines(whole);
    int last = lines.get(lines.size() - 1).length();
    long size = Files.size(whole);
    // Times differ in length from run to run, so it is the middle of the line.
    long pages = size / PAGE + 1;
    Path longer = folder.resolve("longer.jsonl");
    search(longer, 1_001);
    // The text that is made longer stands in the journal more than once.
    long times = Math.round((Files.size(longer) - size) / 1_000.0);
    int padding = (int) ((pages * PAGE + last / 2 - size) / times);
    resize(pages + 1); // one is the lock's
    Path journal = disk.resolve("run.jsonl");
    assertThatThrownBy(() -> search(journal, 1 + padding))
        .hasStackTraceContaining("No space left on device");
    assertNothingIsLeft();
    assertThat(SearchResult.read(journal).trials()).as("all were written").hasSize(TRIALS);
    resize(pages + 8);
    assertThat(search(journal, 1 + padding).trials()).hasSize(TRIALS);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyOtherLineFindsNoRoom(int pages) throws IOException, InterruptedException {
    resize(pages);
    Path journal = disk.resolve("run.jsonl");
    assertThatThrownBy(() -> search(journal, 3_000 * pages))
        .hasStackTraceContaining("No space left on device");
    assertNothingIsLeft();
    resize(pages + 8);
    assertThat(search(journal, 3_000 * pages).trials()).hasSize(TRIALS);
    assertNothingIsLeft();
  }
}
