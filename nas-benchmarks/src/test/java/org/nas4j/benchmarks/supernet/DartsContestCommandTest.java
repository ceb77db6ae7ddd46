package org.nas4j.benchmarks.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

  private void contest(DartsEntrant... entrants) {
    int status = run(
        new DartsContestCommand(),
        "--images=64",
        "--seconds=0.1",
        "--epochs=1",
        "--filters=4",
        "--nodes=1",
        "--batch=16",
        "--threads=1",
        "--entrants=" + Stream.of(entrants).map(Enum::name).collect(Collectors.joining(",")));
    assertThat(status).as(err.toString()).isZero();
    List<String> rows = out.toString().lines().toList();
    assertThat(rows).hasSize(1 + entrants.length);
    for (int i = 0; i < entrants.length; i++) {
      assertThat(rows.get(1 + i))
          .matches("\\| 1 \\| " + entrants[i]
              + " \\| \\d+ \\| \\d+ \\| [\\d,]+ \\| [\\d.]+ \\| [01]\\.\\d{4} \\| .+ \\|");
    }
  }

  @Test
  void whatASearchDerivedIsTestedOnce() {
    contest(DartsEntrant.PARTIAL_CHANNELS);
  }

  @Tag("soak")
  @Test
  void allSearchesDeriveANetwork() {
    contest(DartsEntrant.values());
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
