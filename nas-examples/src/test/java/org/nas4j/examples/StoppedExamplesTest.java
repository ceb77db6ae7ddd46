package org.nas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.DrawnDigits;
import org.nas4j.examples.cli.IdxFiles;
import org.nas4j.examples.cli.Terminal;
import org.nas4j.model.Model;

/**
 * Ctrl-C in every example: what was found is kept, and a line says how to go on. Real processes,
 * started by the launcher.
 */
@Timeout(1200)
class StoppedExamplesTest {

  private static final String LINE = "the same command with --resume goes on";

  @TempDir
  private Path folder;

  /**
   * How an example is run and stopped.
   *
   * @param arguments its name and options, but for --out
   * @param sign the file that is there once it is under way
   * @param signal INT or TERM
   */
  private record Stopped(List<String> arguments, String sign, String signal) {
    @Override
    public String toString() {
      return arguments.get(0);
    }
  }

  private static Stopped images(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    IdxFiles.write(data, "train", DrawnDigits.draw(200, 1));
    IdxFiles.write(data, "t10k", DrawnDigits.draw(40, 2));
    return new Stopped(
        List.of(
            "enas-images",
            "--data=" + data,
            "--epochs=6",
            "--final-epochs=1",
            "--train-size=128",
            "--validation-size=50",
            "--controller-samples=6",
            "--no-baseline"),
        "ENAS.checkpoint",
        "INT");
  }

  private static Stopped text(Path folder) throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "the cat sat on the mat, and the dog sat on the log.\n".repeat(400));
    return new Stopped(
        List.of("enas-text", "--data=" + text, "--minutes=0.1", "--hidden=16", "--nodes=2"),
        "ENAS-controller.checkpoint",
        "TERM");
  }

  static Stream<Stopped> withJournals() {
    return Stream.of(
        new Stopped(List.of("isolated"), "best-so-far.json", "INT"),
        new Stopped(List.of("custom-evaluator"), "best-so-far.json", "TERM"));
  }

  private static boolean hearsCtrlC() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    // A program that was put into the background by a shell ignores it, and so do its children.
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private List<String> withOut(Stopped example, String... more) {
    List<String> arguments = new ArrayList<>(example.arguments());
    arguments.add("--out=" + folder.resolve("out"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Starts an example, and stops it once it is under way; what it said. */
  private String stop(Stopped example) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What resumes it here has as many threads as this JVM sees processors.
    command.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
    command.addAll(List.of("-Xmx600m", "-cp", System.getProperty("java.class.path")));
    command.add(Examples.class.getName());
    command.addAll(withOut(example));
    Path output = folder.resolve("output");
    Process program = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    Path sign = folder.resolve("out").resolve(example.sign());
    while (program.isAlive() && !Files.exists(sign)) {
      Thread.sleep(10);
    }
    String signal = hearsCtrlC() ? example.signal() : "TERM";
    new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
        .start()
        .waitFor();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
    String said = Files.readString(output);
    assertThat(sign).as(said).exists();
    return said;
  }

  private JsonNode run(Path target, Stopped example, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(example.arguments());
    arguments.add("--out=" + target);
    arguments.addAll(List.of(more));
    Terminal terminal = new Terminal();
    int status = Examples.run(terminal.program(), arguments.toArray(String[]::new));
    assertThat(status).as(terminal.errors()).isZero();
    return withoutTimes(Terminal.result(target));
  }

  private static JsonNode withoutTimes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("seconds", "searchSeconds"));
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(StoppedExamplesTest::withoutTimes);
    }
    return node;
  }

  @Test
  void aSearchForImagesGoesOnToTheSameResult() throws IOException, InterruptedException {
    Stopped example = images(folder);
    assertThat(stop(example)).contains(LINE);
    assertThat(folder.resolve("out").resolve("best-so-far.json")).exists();
    JsonNode resumed = run(folder.resolve("out"), example, "--resume");
    assertThat(resumed).isEqualTo(run(folder.resolve("whole"), example));
  }

  /** Minutes decide here: the run beside it is told what the clock decided, and nothing else. */
  @Test
  void aSearchForTextGoesOnToTheSameResult() throws IOException, InterruptedException {
    Stopped example = text(folder);
    assertThat(stop(example)).contains(LINE);
    Path out = folder.resolve("out");
    JsonNode resumed = run(out, example, "--resume");
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Files.copy(out.resolve("decisions.json"), whole.resolve("decisions.json"));
    assertThat(resumed).isEqualTo(run(whole, example, "--resume"));
  }

  @ParameterizedTest
  @MethodSource("withJournals")
  void trialsAndTheBestAreKept(Stopped example) throws IOException, InterruptedException {
    String said = stop(example);
    Path out = folder.resolve("out");
    assertThat(out.resolve("best-so-far.json")).exists();
    int kept = SearchResult.read(out.resolve("search.jsonl")).trials().size();
    assertThat(kept).isPositive();
    if (!Files.exists(out.resolve("result.json"))) {
      assertThat(said).contains(LINE);
    }
  }

  @Test
  @Tag("soak")
  void oneCallKeepsItsBestModel() throws IOException, InterruptedException {
    Path table = folder.resolve("numbers.csv");
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i % 20).append(',').append(i % 20 < 10 ? "low" : "high").append('\n');
    }
    Files.writeString(table, rows);
    Stopped example = new Stopped(
        List.of("auto", "--data=" + table, "--minutes=0.3"),
        "auto-journal/best-so-far.nas4j",
        "INT");
    assertThat(stop(example)).contains(LINE, "The search was interrupted after");
    Path out = folder.resolve("out");
    Model early = Model.load(out.resolve("auto-journal").resolve("best-so-far.nas4j"));
    assertThat(early.predict(Map.of("x", "3")).label()).isEqualTo("low");
    JsonNode resumed = run(out, example, "--resume");
    assertThat(resumed.at("/best/testAccuracy").asDouble()).isGreaterThan(0.9);
    assertThat(out.resolve("chosen.java")).exists();
  }

  /** What is over too soon to be stopped goes on all the same: nothing is done again. */
  @Test
  void aSmallExampleGoesOn() throws IOException {
    Stopped example = new Stopped(List.of("custom-space"), "search.jsonl", "INT");
    JsonNode first = run(folder.resolve("out"), example);
    long size = Files.size(folder.resolve("out").resolve("search.jsonl"));
    assertThat(run(folder.resolve("out"), example, "--resume")).isEqualTo(first);
    assertThat(Files.size(folder.resolve("out").resolve("search.jsonl")))
        .as("a line that it was resumed, and no trial")
        .isBetween(size, size + 500);
  }

  @Test
  void otherMinutesAreRefused() throws IOException, InterruptedException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(
        out.resolve("decisions.json"), "{\"circumstances\":{\"minutes\":\"9\"},\"decisions\":{}}");
    Terminal terminal = new Terminal();
    String[] arguments = withOut(images(folder), "--resume").toArray(String[]::new);
    assertThat(Examples.run(terminal.program(), arguments)).isEqualTo(1);
    assertThat(terminal.errors())
        .contains("cannot go on with", "Maybe give the same options again");
  }
}
