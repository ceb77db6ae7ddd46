package org.nas4j.benchmarks.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import picocli.CommandLine;

class DartsStepCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String most) {
    return new CommandLine(new DartsStepCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--filters=4",
            "--side=8",
            "--batch=8",
            "--threads=1",
            "--steps=1",
            "--rounds=1",
            "--most=" + most);
  }

  @Test
  void exitStatusSaysWhetherAStepIsAsDearAsItsOperations() {
    assumeThat(OneDnnNetwork.isAvailable()).as("oneDNN").isTrue();
    assertThat(run("1000")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("DILATED_5X5", "half a step of DARTS", "a step costs");
    assertThat(run("0")).isEqualTo(1);
  }
}
