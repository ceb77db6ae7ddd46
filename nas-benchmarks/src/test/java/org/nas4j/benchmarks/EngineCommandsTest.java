package org.nas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EngineCommandsTest {

  private static final int SIDE = 12;

  @TempDir
  Path folder;

  private final StringWriter out = new StringWriter();

  /** A table of two decisions. */
  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder options = new StringBuilder();
    StringBuilder rows = new StringBuilder("a,b,valid,test\n");
    for (int i = 0; i < SIDE; i++) {
      options.append(i == 0 ? "" : ",").append('"').append(i).append('"');
      for (int j = 0; j < SIDE; j++) {
        rows.append(i).append(',').append(j).append(',').append(i * j % 13).append(",1\n");
      }
    }
    Files.writeString(folder.resolve("table.csv"), rows);
    Files.writeString(folder.resolve("table.json"), """
        {"name": "grid", "table": "table.csv",
         "decisions": [{"name": "a", "column": "a", "options": [%1$s]},
                       {"name": "b", "column": "b", "options": [%1$s]}],
         "search": {"column": "valid", "goal": "max"},
         "report": {"column": "test", "goal": "max"}}
        """.formatted(options));
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--table=" + folder.resolve("table.json");
    return new CommandLine(new Benchmarks()).setOut(new PrintWriter(out)).execute(all);
  }

  @Test
  void killResumeLosesNothing() {
    assertThat(run("kill-resume", "--kills=2", "--trials=60", "--delay=10")).isZero();
    assertThat(out.toString())
        .contains("kill-resume: strategy random, runs 1, kills ")
        .endsWith("lost or different 0" + System.lineSeparator());
  }

  @Test
  void killedOneShotSearchesLoseNothing() {
    int status = new CommandLine(new Benchmarks())
        .setOut(new PrintWriter(out))
        .execute("kill-one-shot", "--kills=2", "--epochs=8", "--delay=10");
    assertThat(out.toString()).endsWith("nothing lost or different" + System.lineSeparator());
    assertThat(status).isZero();
  }

  @Test
  void aFullDiskLosesNothing() {
    assertThat(run("full-disk", "--runs=2", "--trials=60")).as(out.toString()).isZero();
    assertThat(out.toString())
        .matches("(?s)full-disk: (skipped, .*|strategy .* lost or different 0)\\s+");
  }

  @Test
  void engineCostMeasuresEachOfItsFigures() {
    run("engine-cost", "--trials=100", "--repeat=1");
    assertThat(out.toString())
        .matches("(?s)engine-cost: strategy random, trials \\d+, in memory [0-9.]+ ms, in a journal"
            + " [0-9.]+ ms a trial, resume [0-9.]+ s, journal \\d+ bytes a trial\\s+");
  }
}
