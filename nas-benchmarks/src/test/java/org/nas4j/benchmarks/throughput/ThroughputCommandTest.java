package org.nas4j.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Convolution;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import picocli.CommandLine;

class ThroughputCommandTest {

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new ThroughputCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void measuresEachEngineInBothModes() throws IOException {
    int exitCode = execute(
        "--out=" + folder,
        "--networks=e",
        "--engines=nas4j,portable",
        "--rounds=1",
        "--seconds=0.2",
        "--threads=1");
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(err.toString()).contains("[e] round 1 of 1: portable");
    List<String> lines = Files.readAllLines(folder.resolve("throughput.csv"));
    assertThat(lines.get(0))
        .isEqualTo("network,engine,mode,per_second,ratio_to_ours,least,most,rounds,remark");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.replaceAll("(\\w+,\\w+,\\w+),.*", "$1"))
        .containsExactly("e,nas4j,train", "e,portable,train", "e,nas4j,infer", "e,portable,infer");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(Double.parseDouble(cells[3])).isPositive();
      assertThat(Double.parseDouble(cells[4])).isPositive();
      assertThat(out.toString()).contains(cells[3]);
    }
  }

  /** Deeplearning4j in a process without our stand-in; models as a server has them. */
  @Test
  void measuresPredictionsOfOneAndOfMany() throws IOException {
    int exitCode = execute(
        "--out=" + folder,
        "--networks=e,h1,i64",
        "--engines=served,served-onednn,stock",
        "--rounds=1",
        "--seconds=0.1",
        "--threads=1");
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("throughput.csv")))
        .extracting(line -> line.replaceAll("^(\\w+,[\\w-]+,\\w+),.*", "$1"))
        .contains("e,stock,train", "e,stock,infer")
        .contains("h1,served,infer", "h1,served-onednn,infer", "h1,stock,infer")
        .contains("i64,served,infer", "i64,served-onednn,infer", "i64,stock,infer")
        .noneMatch(line -> line.startsWith("e,served") || line.contains("1,stock,train"));
  }

  @Test
  void measuresBothPrecisionsOfOurs() throws IOException {
    Assumptions.assumeTrue(
        OneDnnNetwork.isAvailable(FloatType.BFLOAT16), "this processor has no avx512_bf16");
    int exitCode = execute(
        "--out=" + folder,
        "--networks=e",
        "--engines=nas4j,nas4j-bf16",
        "--rounds=1",
        "--seconds=0.1",
        "--threads=1");
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(Files.readString(folder.resolve("throughput.csv")))
        .contains("e,nas4j-bf16,train", "e,nas4j-bf16,infer");
  }

  @Test
  void saysHowMuchOfTheMachineOursReaches() throws IOException {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "this machine has no oneDNN");
    int exitCode = execute(
        "--out=" + folder,
        "--networks=e",
        "--engines=nas4j",
        "--rounds=1",
        "--seconds=0.1",
        "--threads=1",
        "--roofline",
        "--stream-megabytes=8");
    assertThat(exitCode).as(err.toString()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("roofline.csv"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo("network,engine,gmacs,gbytes,peak_gmacs_per_s,peak_gbytes_per_s,compute_ms,"
            + "memory_ms,allowed_ms,in_turn_ms,best_ms,measured_ms,hundredths_at_best,hundredths");
    String[] cells = lines.get(1).split(",");
    double multiplyAdds = 3 * 64 * (784 * 512 + 512 * 256 + 256 * 10);
    assertThat(cells).startsWith("e", "nas4j");
    double[] figures =
        Arrays.stream(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
    assertThat(figures[0] * 1e9).isCloseTo(multiplyAdds, withinPercentage(0.1));
    // Forward and for the weights, the first matrix alone; the update reads and writes five
    // vectors.
    double least = 2 * (64 * 784 + 784 * 512 + 64 * 512) + 5 * 535_818;
    assertThat(figures[1] * 1e9).isBetween(4 * least, 3 * 4 * least);
    assertThat(figures[6]).isEqualTo(Math.max(figures[4], figures[5]));
    assertThat(figures[7]).isGreaterThanOrEqualTo(figures[6]);
    assertThat(figures[11]).isCloseTo(100 * figures[6] / figures[9], withinPercentage(1));
    assertThat(out.toString()).contains("hundredths", cells[13]);
    assertThat(Files.readString(folder.resolve("roofline-kinds.csv")))
        .contains("e,nas4j,dense,", "e,nas4j,update,0,");
  }

  /** Layers that multiply for 4 s and move for 1 s beside one that moves for 4 s. */
  @Test
  void allowsTheLaterOfProductsAndMemoryAndTheirSumLayerByLayer() {
    StepWork work = new StepWork(Map.of(
        "one", new StepWork.Part("products", 6, 3, 2.5),
        "two", new StepWork.Part("products", 2, 2, 2.5),
        "three", new StepWork.Part("copies", 0, 20, 5)));
    assertThat(work.leastSeconds(2, 5)).isEqualTo(5);
    assertThat(work.leastSecondsInTurn(2, 5)).isEqualTo(8);
    assertThat(work.leastSecondsInTurn("products", 2, 5)).isEqualTo(4);
    assertThat(work.byKind().get("products")).isEqualTo(new StepWork.Part("products", 8, 5, 5));
    assertThat(Rooflines.figures(work, 2, 5, 20))
        .containsExactly(8e-9, 25e-9, 2e-9, 5e-9, 4e3, 5e3, 5e3, 8e3, 10e3, 20e3, 50.0, 25.0);
  }

  /** As the script says it; any program that speaks so will do. */
  @Test
  void aPeerThatCannotBeCompiledHasARowThatSaysSo() throws IOException {
    Path script = folder.resolve("late.sh");
    Files.writeString(script, "test \"$6\" = compiled && echo absent not compiled in 60 s\n");
    int exitCode = execute(
        "--out=" + folder,
        "--networks=e",
        "--engines=pytorch-compiled",
        "--pytorch=sh",
        "--script=" + script,
        "--rounds=1",
        "--threads=1");
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("throughput.csv")))
        .contains("e,pytorch-compiled,train,,,,,0,\"plain, not compiled in 60 s\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--networks=a, --engines=nas4j;fast, There is no engine [fast]",
    "--networks=a;x, --engines=nas4j, There is no network [x]",
    "--networks=h, --engines=nas4j, 'There is no network [h]'",
    "--networks=a, --engines=pytorch-bf16, There is no interpreter for [pytorch]",
    "--networks=a, --engines=pytorch, There is no interpreter for [pytorch]",
    "--networks=a, --rounds=0, 'Rounds, threads, seconds and megabytes must be above 0'",
    "--networks=a, --stream-megabytes=0, 'Rounds, threads, seconds and megabytes must be above 0'",
  })
  void saysWhatIsWrong(String first, String second, String message) {
    int exitCode = execute("--out=" + folder, first.replace(';', ','), second.replace(';', ','));
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(names = "F", mode = EnumSource.Mode.EXCLUDE)
  void knowsEachNetworkInStockLayers(Workload workload) {
    Architecture architecture = workload.architecture();
    assertThat(StockGraph.of(architecture).getNetworkOutputs())
        .containsExactly(architecture.output());
  }

  @Test
  void buildsThePublishedNetworks() {
    assertThat(Workload.E.architecture().cost().parameters())
        .isEqualTo(784 * 512 + 512 + 512 * 256 + 256 + 256 * 10 + 10);
    assertThat(Workload.A.architecture().cost().parameters())
        .isEqualTo(9 * 32 + 5 * 9 * 32 * 32 + 6 * 2 * 32 + 7 * 7 * 32 * 10 + 10);
    assertThat(Workload.B.architecture().nodes()).hasSize(2 * 6 + 2 + 2);
    // he2016resnet, table 6: 0.27 million; 19 convolutions and two of shortcuts.
    Architecture residual = Workload.G.architecture();
    assertThat(residual.cost().parameters()).isBetween(265_000L, 275_000L);
    assertThat(residual.nodes().stream().filter(node -> node.layer() instanceof Convolution))
        .hasSize(19 + 2);
    assertThat(Batch.of(Workload.G).size()).isEqualTo(128);
  }

  @Test
  void countsTheLanguageModelsWeightsAsItsEngineDoes() {
    try (LanguageEngine engine = new LanguageEngine(1)) {
      assertThat(engine.parameters()).isEqualTo(Workload.F.parameters()).isEqualTo(333_865);
    }
  }

  @Test
  void takesTheMedian() {
    assertThat(new Rates(List.of(5.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Rates(List.of(5.0, 1.0)).with(2).with(8).median()).isEqualTo(3.5);
  }

  @Test
  void theScriptIsWhereTheCommandLooksForIt() {
    assertThat(Path.of(System.getProperty("nas4j.root"), ThroughputCommand.SCRIPT))
        .isRegularFile();
  }
}
