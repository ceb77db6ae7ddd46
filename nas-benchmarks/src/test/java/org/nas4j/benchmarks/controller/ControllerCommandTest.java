package org.nas4j.benchmarks.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ControllerCommandTest {

  @Test
  void ourSideSamplesAndLearnsOnEveryWorkload() {
    assertThat(ControllerWorkload.ALL)
        .allSatisfy(workload -> assertThat(
                new OurController(workload).trialsPerSecond(2 * workload.batch()))
            .isPositive());
  }

  @Test
  void theScriptIsWhereTheCommandLooksForIt() {
    assertThat(Path.of(System.getProperty("nas4j.root"), ControllerCommand.SCRIPT))
        .isRegularFile();
  }

  @Test
  void saysWhichInterpreterDidNotRun() {
    StringWriter err = new StringWriter();
    int exitCode = new CommandLine(new ControllerCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute("--rounds", "1", "--python", "no-such-python");
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("no-such-python");
  }
}
