package org.nas4j.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nas4j.benchmarks.Benchmarks;
import picocli.CommandLine;

/** Nothing is lost among children that do their worst. */
class HostileCommandTest {

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new Benchmarks()).setOut(new PrintWriter(out, true)).execute(arguments);
    assertThat(status).as(out.toString()).isZero();
    return out.toString();
  }

  @Test
  void aDozenInProcessesLoseNothing() {
    // With this seed there is each of the eight behaviours among the first dozen.
    assertThat(run("hostile", "--trials", "12", "--isolation", "process", "--seed", "1622"))
        .contains("worker exited", "worker crashed", "timed out", "reward not finite")
        .containsPattern("trials=12 good=4 kept=4 failed=8 wrong=0 missing=0");
  }

  @Test
  void aDozenOnThreadsLoseNothing() {
    assertThat(run(
            "hostile", "--trials", "12", "--isolation", "thread", "--limit", "1", "--seed", "2"))
        .contains("timed out", "reward not finite")
        .contains("wrong=0 missing=0");
  }

  @Test
  @Tag("soak")
  void aHundredInProcessesLoseNothing() {
    assertThat(run("hostile", "--trials", "100", "--isolation", "process"))
        .contains("trials=100")
        .contains("wrong=0 missing=0");
  }

  @Test
  @Tag("soak")
  void aHundredOnThreadsLoseNothing() {
    assertThat(run("hostile", "--trials", "100", "--isolation", "thread"))
        .contains("trials=100")
        .contains("wrong=0 missing=0");
  }
}
