package org.nas4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.Metric;
import org.nas4j.objective.MonasReward.Scaled;
import org.nas4j.search.RandomSearch;
import org.nas4j.search.StopRule;
import org.nas4j.testkit.ToySpaces;

/** Files laid out like those of Linux, of a machine with two processors. */
class EnergyCountersTest {

  private static final long RANGE = 262_143_328_850L;

  @TempDir
  private Path powercap;

  private void zone(String folder, String name, long microjoules) {
    try {
      Path zone = Files.createDirectories(powercap.resolve(folder));
      Files.writeString(zone.resolve("name"), name + "\n");
      Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
      Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void machine() throws IOException {
    Files.writeString(
        Files.createDirectories(powercap.resolve("intel-rapl")).resolve("enabled"), "1\n");
    zone("intel-rapl:0", "package-0", 5_000_000);
    zone("intel-rapl:0:0", "core", 1_000_000);
    zone("intel-rapl:0:1", "dram", 7_000_000);
    zone("intel-rapl:1", "package-1", RANGE - 400_000);
    zone("intel-rapl:2", "psys", 0);
    zone("intel-rapl-mmio:0", "package-0", 5_000_000);
  }

  /** 2.5 J by the first processor, 0.5 J by its memory; the second starts again: 0.4 + 0.6 J. */
  private void work() {
    zone("intel-rapl:0", "package-0", 7_500_000);
    zone("intel-rapl:0:0", "core", 3_400_000);
    zone("intel-rapl:0:1", "dram", 7_500_000);
    zone("intel-rapl:1", "package-1", 600_000);
    zone("intel-rapl:2", "psys", 9_000_000);
    zone("intel-rapl-mmio:0", "package-0", 7_500_000);
  }

  @Test
  void addsUpProcessorsAndMemoryAndGoesOnWhereACounterStartsAgain() throws IOException {
    machine();
    EnergyCounters counters = EnergyCounters.in(powercap);
    assertThat(counters.names()).containsExactly("dram", "package-0", "package-1");
    assertThat(counters.joules(this::work)).isCloseTo(4.0, within(1e-12));
    assertThat(counters.joules(() -> {})).isZero();
  }

  @Test
  void measuresZonesByName() throws IOException {
    machine();
    EnergyCounters counters = EnergyCounters.in(powercap, "core");
    assertThat(counters.names()).containsExactly("core");
    assertThat(counters.joules(this::work)).isCloseTo(2.4, within(1e-12));
  }

  @Test
  void saysWhichZonesThereAre() throws IOException {
    machine();
    assertThatThrownBy(() -> EnergyCounters.in(powercap, "psys", "gpu"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[gpu]")
        .hasMessageContaining("only [core, dram, package-0, package-0, package-1, psys]")
        .hasMessageContaining("\nMaybe");
  }

  @Test
  void saysThatThereAreNoCounters() {
    Path nowhere = powercap.resolve("none");
    assertThatThrownBy(() -> EnergyCounters.in(nowhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no energy counter of a processor in [" + nowhere + "], only []")
        .hasMessageContaining("EnergyProxy");
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    machine();
    Path energy = powercap.resolve("intel-rapl:1").resolve("energy_uj");
    Files.writeString(energy, "much\n");
    assertThatThrownBy(() -> EnergyCounters.in(powercap))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[" + energy + "] must be a number, but is [much]");
    Files.delete(energy);
    Files.createDirectory(energy);
    assertThatThrownBy(() -> EnergyCounters.in(powercap))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[" + energy + "] cannot be read.\nMaybe only the administrator may");
  }

  /** The reward of a candidate that takes 3 + n J, of a range of 10 J, is 0.45 − (3 + n) / 20. */
  @Test
  void monasIsRewardedForMeasuredEnergyByName() throws Exception {
    machine();
    Evaluator<List<Integer>> evaluator = (candidate, context) -> {
      zone(
          "intel-rapl:2",
          "psys",
          energy() + 3_000_000 + 1_000_000L * candidate.architecture().get(0));
      return Evaluation.of(Metric.VALIDATION_ACCURACY, 0.9);
    };
    SearchResult<List<Integer>> result = NasSearch.builder(ToySpaces.grid(1, 4))
        .strategy(new RandomSearch())
        .evaluator(EnergyCounters.in(powercap, "psys").around(evaluator))
        .reward(MonasReward.mixed(0.5, new Scaled(EnergyCounters.JOULES, 0, 10)))
        .stopAfter(StopRule.trials(4))
        .seed(1)
        .run();
    assertThat(result.best().orElseThrow().architecture()).containsExactly(0);
    assertThat(result.best().orElseThrow().reward()).isCloseTo(0.45 - 0.15, within(1e-12));
    assertThat(result
            .best()
            .orElseThrow()
            .trial()
            .outcome()
            .figures()
            .orElseThrow()
            .get(Metric.minimized("energyJoules")))
        .isCloseTo(3, within(1e-12));
  }

  private long energy() throws IOException {
    return Long.parseLong(
        Files.readString(powercap.resolve("intel-rapl:2").resolve("energy_uj")).strip());
  }

  @Test
  void measuresThisMachineIfItCan() {
    EnergyCounters counters;
    try {
      counters = EnergyCounters.ofMachine();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("nergy counter");
      return;
    }
    assertThat(counters.names()).isNotEmpty();
    assertThat(counters.joules(() -> {})).isNotNegative();
  }
}
