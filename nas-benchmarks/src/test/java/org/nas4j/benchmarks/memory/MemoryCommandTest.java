package org.nas4j.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MemoryCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new MemoryCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void exitStatusSaysWhetherMemoryStayedFlat() {
    assumeThat(ResidentMemory.bytes()).as("a system that tells").isPresent();
    assertThat(run("--trials", "4", "--settled", "2", "--most", "100"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("after 2 trials", "until number 4");
    assertThat(run("--trials", "3", "--settled", "2", "--most", "-0.99")).isEqualTo(1);
  }

  @Test
  void refusesToWatchNothing() {
    assertThat(run("--trials", "50", "--settled", "50")).isEqualTo(2);
    assertThat(err.toString()).contains("After the first [50] of [50] trials");
  }
}
