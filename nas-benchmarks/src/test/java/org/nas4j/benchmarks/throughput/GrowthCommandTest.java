package org.nas4j.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import picocli.CommandLine;

class GrowthCommandTest {

  @TempDir
  private Path folder;

  private static GrowthCommand.Point point(double multiplyAdds, double millis) {
    return new GrowthCommand.Point(1, multiplyAdds, millis);
  }

  @Test
  void aStraightLineIsOfPowerOne() {
    assertThat(GrowthCommand.power(List.of(point(1e6, 2), point(1e7, 20), point(1e9, 2000))))
        .isCloseTo(1, within(1e-9));
    assertThat(GrowthCommand.power(List.of(point(1e6, 2), point(2e6, 8), point(4e6, 32))))
        .isCloseTo(2, within(1e-9));
  }

  @Test
  void whatGrowsDoesAsManyMultiplyAddsMore() {
    assertThat(Growing.DEPTH.network(12).cost().macs())
        .isGreaterThan(2 * Growing.DEPTH.network(6).cost().macs());
    assertThat((double) Growing.WIDTH.network(256).cost().macs()
            / Growing.WIDTH.network(128).cost().macs())
        .isBetween(3.5, 4.1);
    assertThat(Growing.SIDE.network(64).cost().macs())
        .isEqualTo(4 * Growing.SIDE.network(32).cost().macs());
    assertThat(Growing.BATCH.batch(64)).isEqualTo(64);
    assertThat(Growing.SIDE.batch(64)).isEqualTo(Growing.WIDTH.batch(256));
  }

  @Test
  void writesTableAndCharts() throws IOException {
    assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN has no code for this machine");
    new CommandLine(new GrowthCommand())
        .execute(
            "--out=" + folder,
            "--grow=BATCH",
            "--seconds=0.01",
            "--trials=5,10",
            "--strategies=random",
            "--threads=1");
    assertThat(Files.readAllLines(folder.resolve("growth.csv")))
        .hasSizeGreaterThanOrEqualTo(1 + Growing.BATCH.sizes().length)
        .first()
        .isEqualTo("grows,precision,size,gmacs,ms");
    assertThat(folder.resolve("growth.svg")).content().contains("batch, 32 bits");
    assertThat(folder.resolve("growth-trials.svg")).content().contains("random");
  }
}
