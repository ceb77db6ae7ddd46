package org.nas4j.benchmarks.fronts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.benchmarks.Benchmarks;
import picocli.CommandLine;

class FrontsCommandTest {

  private static final String DESCRIPTION = """
      {"name": "toy", "table": "toy.csv",
       "decisions": [
        {"name": "first", "column": "a", "options": [0, 1, 2, 3, 4, 5]},
        {"name": "second", "column": "b", "options": [0, 1, 2, 3, 4, 5]}],
       "search": {"column": "valid", "goal": "max"},
       "report": {"column": "valid", "goal": "max"},
       "cost_seconds": null, "figures": ["milliseconds"]}
      """;

  @TempDir
  Path folder;

  private final StringWriter console = new StringWriter();
  private Path table;

  /** Accuracy is a, cost a² + b, so that the front is b = 0. */
  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder csv = new StringBuilder("a,b,valid,milliseconds\n");
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        csv.append(String.join(",", "" + a, "" + b, "" + a, "" + (a * a + b))).append('\n');
      }
    }
    Files.writeString(folder.resolve("toy.csv"), csv);
    table = Files.writeString(folder.resolve("toy.json"), DESCRIPTION);
  }

  private List<String> fronts(String... arguments) {
    console.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(console);
    new CommandLine(new Benchmarks())
        .setOut(writer)
        .setErr(writer)
        .execute(
            Stream.concat(Stream.of("fronts", "--table", table.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    return console.toString().lines().toList();
  }

  /** Up to (0, 30): 29 + 26 + 21 + 14 + 5 for accuracies 1 to 5. */
  @Test
  void knowsTheTableAndFindsAllOfItInTheEnd() {
    List<String> lines = fronts("--cost", "milliseconds", "--evaluations", "36,6", "--seeds", "3");
    assertThat(lines.get(0))
        .isEqualTo("toy: reference 0.00000, 30.0000; hypervolume of the table 95.0000");
    assertThat(lines.get(1)).isEqualTo("| strategy | seeds | evaluations | share | sd | p_value |");
    assertThat(lines.subList(3, lines.size()).stream()
            .map(line -> line.substring(0, line.indexOf("0.", 10))))
        .hasSize(2 * Entrant.names().size());
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| random | 3 | 6 | 0."))
        .hasSize(1);
    for (String each : Entrant.names()) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith("| " + each + " | 3 | 36 | 1.00000 | 0.00000"))
          .as(console.toString())
          .hasSize(1);
    }
  }

  @Test
  void doesNotDependOnTheNumberOfWorkers() {
    String[] arguments = {
      "--cost", "milliseconds", "--evaluations", "9", "--seeds", "4", "--workers", "1"
    };
    List<String> one = fronts(arguments);
    arguments[arguments.length - 1] = "3";
    assertThat(fronts(arguments)).isEqualTo(one);
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    assertThat(String.join("\n", fronts("--cost", "joules")))
        .contains("has no figure [joules]")
        .contains("[milliseconds]");
    assertThat(String.join("\n", fronts("--cost", "milliseconds", "--strategies", "magic")))
        .contains("There is no strategy [magic]")
        .contains("[random, nsga2, parego, spread, rays]");
    assertThat(String.join("\n", fronts("--cost", "milliseconds", "--seeds", "1")))
        .contains("Seeds must be at least 2")
        .contains("[1]");
  }
}
