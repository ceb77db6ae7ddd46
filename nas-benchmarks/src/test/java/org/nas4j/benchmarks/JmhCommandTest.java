package org.nas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JmhCommandTest {

  @Test
  void handsItsArgumentsToJmh() {
    assertThat(new CommandLine(new JmhCommand()).execute("-l", "PolicyBenchmark"))
        .isZero();
    assertThat(new CommandLine(new JmhCommand()).execute("--no-such-option")).isEqualTo(1);
  }
}
