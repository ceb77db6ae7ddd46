package org.nas4j.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.RewardFunction;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;

/** What workers started and left ends with them, however they end. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class CompleteCleanupTest {

  @TempDir
  private Path folder;

  private Path program() {
    return folder.resolve("program");
  }

  private static SearchResult<String> search(Path program, String kinds) {
    Isolation<String> isolation = Isolation.builder(OddTrials.class)
        .setting(OddTrials.KINDS, kinds)
        .setting(OddTrials.PROGRAM, program.toString())
        .heapMegabytes(64)
        .jvmOption("-XX:TieredStopAtLevel=1")
        .build();
    return NasSearch.builder(isolation.space())
        .evaluatorPerRun(isolation::open)
        .strategy(Strategies.named("exhaustive"))
        .reward(RewardFunction.of(OddTrials.QUALITY))
        .limits(limits -> limits.perTrial(Duration.ofSeconds(20)))
        .stopAfter(StopRule.trials(kinds.split(",").length))
        .run();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static boolean lives(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Set<Path> foldersOfWorkers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(CrashFolder.PREFIX))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aProgramEndsWithTheRun() throws IOException, InterruptedException {
    search(program(), "program,good");
    String pid = Files.readString(program());
    await(() -> !lives(pid));
  }

  @Test
  void aProgramEndsWithAWorkerThatCrashes() throws IOException, InterruptedException {
    SearchResult<String> result = search(program(), "program and crash,good");
    String pid = Files.readString(program());
    assertThat(((Outcome.Failed) result.trials().get(0).outcome()).message())
        .contains("status [7]");
    await(() -> !lives(pid));
  }

  @Test
  void whoExitsWithThreeIsNotOutOfMemory() {
    SearchResult<String> result = search(program(), "exit 3,good");
    Outcome.Failed failure = (Outcome.Failed) result.trials().get(0).outcome();
    assertThat(failure.reason()).isEqualTo("worker exited");
    assertThat(failure.message()).contains("status [3]");
  }

  /** The search of the next test. */
  static final class Parent {

    private Parent() {}

    /** Runs until somebody ends it; {@code arguments} are the file for the program's number. */
    public static void main(String[] arguments) {
      search(Path.of(arguments[0]), "program and sleep");
    }
  }

  @Test
  void nothingIsLeftOfASearchThatWasKilled() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Parent.class.getName(), program().toString()));
    Process parent = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
    await(() -> Files.exists(program()) && program().toFile().length() > 0);
    String pid = Files.readString(program());
    List<ProcessHandle> workers = parent.descendants().toList();
    assertThat(lives(pid)).isTrue();
    parent.destroyForcibly().waitFor();
    await(() -> !lives(pid) && workers.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void noFolderIsLeft() throws IOException {
    Set<Path> before = foldersOfWorkers();
    Isolation<String> isolation = Isolation.builder(OddTrials.class)
        .setting(OddTrials.KINDS, "good")
        .heapMegabytes(64)
        .build();
    IsolatedEvaluator<String> evaluator = (IsolatedEvaluator<String>) isolation.open();
    assertThat(evaluator.provenance()).containsEntry("evaluator.isolation", "process");
    Set<Path> made = foldersOfWorkers();
    made.removeAll(before);
    assertThat(made).isNotEmpty();
    for (Path each : made) {
      Files.writeString(Files.createDirectories(each.resolve("deep/er")).resolve("report"), "x");
    }
    evaluator.close();
    assertThat(made).noneMatch(Files::exists);
  }
}
