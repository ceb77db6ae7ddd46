package org.nas4j.benchmarks.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import picocli.CommandLine;

class DartsContestCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Callable<Integer> command, String... arguments) {
    assumeThat(OneDnnNetwork.isAvailable()).as("oneDNN").isTrue();
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void allSearchesDeriveANetworkThatIsTestedOnce() {
    int status = run(
        new DartsContestCommand(),
        "--images=64",
        "--seconds=0.1",
        "--epochs=1",
        "--filters=4",
        "--nodes=1",
        "--batch=16",
        "--threads=1");
    assertThat(status).as(err.toString()).isZero();
    List<String> rows = out.toString().lines().toList();
    assertThat(rows).hasSize(6);
    for (DartsEntrant each : DartsEntrant.values()) {
      assertThat(rows.get(1 + each.ordinal()))
          .matches("\\| 1 \\| " + each
              + " \\| \\d+ \\| \\d+ \\| [\\d,]+ \\| [\\d.]+ \\| [01]\\.\\d{4} \\| .+ \\|");
    }
  }

  @Test
  void partialChannelsAreTimedBesideAllChannels() {
    run(
        new DartsChannelsCommand(),
        "--one-in=1,2",
        "--filters=4",
        "--nodes=1",
        "--side=8",
        "--batch=8",
        "--rounds=1");
    assertThat(out.toString().lines()).as(err.toString()).hasSize(3);
    assertThat(out.toString()).containsPattern("     2 +[\\d.]+ +[\\d.]+ +[\\d.]+ +[\\d.]+");
  }
}
