package org.nas4j.benchmarks.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SupernetCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String space, String most) {
    return new CommandLine(new SupernetCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--space=" + space,
            "--filters=4",
            "--side=8",
            "--batch=8",
            "--threads=1",
            "--warm-up=2",
            "--networks=3",
            "--plain=1",
            "--switch=" + most,
            "--slower=" + most);
  }

  @Test
  void exitStatusSaysWhetherSwitchesAreCheap() {
    assertThat(run("MICRO", "1000")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("a fresh network", "of its own", "a switch costs");
    assertThat(run("MACRO", "-0.999")).isEqualTo(1);
  }
}
