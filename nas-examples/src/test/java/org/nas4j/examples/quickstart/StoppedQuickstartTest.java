package org.nas4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.search.Trial;

/** Somebody ends the quickstart in the midst of it, and goes on later. */
@Timeout(300)
class StoppedQuickstartTest {

  @TempDir
  private Path folder;

  private List<String> arguments(int trials) {
    return List.of(
        "--trials=" + trials,
        "--epochs=1",
        "--train-size=60",
        "--space=chain",
        "--workers=1",
        "--out=" + folder);
  }

  private Path start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Quickstart.class.getName());
    command.addAll(arguments(5_000));
    Path output = folder.resolve("output");
    Process program = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    Path journal = folder.resolve("search.jsonl");
    while (program.isAlive() && (!Files.exists(journal) || lines(journal) < 8)) {
      Thread.sleep(50);
    }
    assertThat(program.isAlive()).as(Files.readString(output)).isTrue();
    program.destroy(); // like Ctrl-C, which a program behind another one may not hear
    program.waitFor();
    return output;
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }

  @Test
  void leavesTrialsAndTheBestAndGoesOn() throws IOException, InterruptedException {
    Path output = start();
    assertThat(output).content().contains("the same command with --resume goes on");
    ArchitectureJson.read(folder.resolve("best-so-far.json"));
    List<Trial> before = SearchResult.read(folder.resolve("search.jsonl")).trials();
    assertThat(before).isNotEmpty();
    List<String> again = new ArrayList<>(arguments(before.size() + 2));
    again.add("--resume");
    Terminal terminal = new Terminal();
    assertThat(terminal.run(Quickstart::new, again.toArray(String[]::new)))
        .as(terminal.errors())
        .isZero();
    var trials = Terminal.result(folder).get("trials");
    assertThat(trials.size()).isGreaterThanOrEqualTo(before.size());
    for (int i = 0; i < before.size(); i++) {
      assertThat(trials.get(i).get("genotype").asText())
          .isEqualTo(before.get(i).genotype().code());
    }
  }
}
