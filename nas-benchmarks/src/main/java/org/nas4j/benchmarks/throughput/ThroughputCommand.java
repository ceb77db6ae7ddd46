package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.child.PythonScript;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.NetworkProvider;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.internal.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Each engine in a process of its own, in turn, so that all see the same machine; medians of the
 * rounds.
 */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "Examples per second of published networks in training and inference: ours in 32 bits and in",
      "bfloat16, our portable engine, Deeplearning4j as it is delivered, and PyTorch in both precisions.",
      "Writes OUT/throughput.csv, and with --roofline OUT/roofline.csv and",
      "OUT/roofline-kinds.csv: what this machine could do."
    })
public final class ThroughputCommand implements Callable<Integer> {

  static final String SCRIPT = "nas-benchmarks/src/main/python/throughput.py";

  static final String ONNX_SCRIPT = "nas-benchmarks/src/main/python/onnx_runtime.py";

  /** Steps of Deeplearning4j that take longer are not repeated as often as others. */
  private static final double PATIENCE_SECONDS = 10;

  @Spec
  private CommandSpec command;

  @Option(names = "--out", required = true, description = "Folder for throughput.csv.")
  private Path out;

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "a,b,c,d,e,f,g",
      description = {
        "a: 6 × conv-BN-ReLU, b: MetaQNN's best, c: ENAS micro, d: NASNet-A, e: dense,",
        "f: LSTM language model (tokens), g: ResNet-20 (batch 128). Predictions only, as a server's:",
        "h1, h64: dense 64-128-64-10 for one example and for 64, i1, i64: the Quickstart's by hand.",
        "Default: ${DEFAULT-VALUE}."
      })
  private List<String> networks;

  @Option(
      names = "--engines",
      split = ",",
      description = "Some of nas4j,nas4j-bf16,portable,libtorch,libtorch-bf16 (both with"
          + " -Ptorch),stock,pytorch,pytorch-bf16,pytorch-compiled,"
          + "pytorch-compiled-bf16, and for predictions of one thread served,served-onednn,"
          + "onnx-runtime. Default: all, but Python's only with --pytorch, and bfloat16 only if the"
          + " processor has it.")
  private List<String> engines;

  @Option(names = "--pytorch", description = "An interpreter that has torch, and onnxruntime.")
  private String pytorch;

  @Option(
      names = "--script",
      defaultValue = SCRIPT,
      description = "Where PyTorch's script is. Default: ${DEFAULT-VALUE}.")
  private Path script;

  @Option(
      names = "--onnx-script",
      defaultValue = ONNX_SCRIPT,
      description = "Where ONNX Runtime's script is. Default: ${DEFAULT-VALUE}.")
  private Path onnxScript;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "Of a measurement, which is at least one step. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--threads", description = "Of each engine. Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--roofline",
      description =
          "Measure how fast the machine multiplies and moves memory in the same rounds, and"
              + " say how much of that our engine reaches in training.")
  private boolean roofline;

  @Option(
      names = "--stream-megabytes",
      defaultValue = "256",
      description = "Of each of three arrays that are moved, far more than the caches. Default:"
          + " ${DEFAULT-VALUE}.")
  private int streamMegabytes;

  private final Results results = new Results();
  private Rooflines rooflines;

  /** Creates the command; picocli fills in its options. */
  public ThroughputCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Workload> workloads = workloads();
    List<Competitor> competitors = competitors();
    check(competitors);
    Files.createDirectories(out);
    Contestants contestants = new Contestants(
        competitors,
        new PythonScript(pytorch, script),
        new PythonScript(pytorch, onnxScript),
        threads,
        out);
    rooflines = new Rooflines(threads);
    print(Results.head());
    try (Machine machine = roofline ? Machine.start(threads, streamMegabytes) : null) {
      for (Workload workload : workloads) {
        List<Contestant> open = new ArrayList<>();
        try {
          compete(workload, contestants, open, machine);
        } finally {
          open.forEach(Contestant::close);
        }
        // After each network, since the next may take long.
        report(workload, open, machine);
      }
      if (machine != null) {
        print("\n" + rooflines.tables());
      }
    }
    return 0;
  }

  /** Writes down what is known of a network. */
  private void report(Workload workload, List<Contestant> contestants, Machine machine)
      throws IOException {
    results.add(workload, contestants).forEach(row -> print(Results.line(row)));
    AtomicFile.writeString(out.resolve("throughput.csv"), results.csv());
    if (machine != null && !workload.isText() && !workload.isServed()) {
      rooflines.add(workload, contestants, machine);
      AtomicFile.writeString(out.resolve("roofline.csv"), rooflines.csv());
      AtomicFile.writeString(out.resolve("roofline-kinds.csv"), rooflines.csvOfKinds());
    }
  }

  private List<Workload> workloads() {
    try {
      return networks.stream().map(Workload::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private List<Competitor> competitors() {
    if (engines == null) {
      List<Competitor> all = new ArrayList<>(List.of(Competitor.values()));
      all.removeIf(each -> each.isPython() && pytorch == null);
      all.removeIf(each -> each.isLibTorch() && NetworkProvider.found().isEmpty());
      all.removeIf(each -> each.isBfloat16() && !OneDnnNetwork.isAvailable(FloatType.BFLOAT16));
      return all;
    }
    try {
      return engines.stream().map(Competitor::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void check(List<Competitor> competitors) {
    if (competitors.stream().anyMatch(Competitor::isPython) && pytorch == null) {
      throw wrong("There is no interpreter for [pytorch].\nMaybe add --pytorch python3.");
    }
    if (rounds < 1 || threads < 1 || !(seconds > 0) || streamMegabytes < 1) {
      throw wrong("Rounds, threads, seconds and megabytes must be above 0, but are [" + rounds
          + "], [" + threads + "], [" + seconds + "] and [" + streamMegabytes + "].");
    }
    if (roofline && !OneDnnNetwork.isAvailable()) {
      throw wrong("A roofline is measured with oneDNN, which is not there on this machine.\nMaybe"
          + " leave --roofline out.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private void print(String text) {
    PrintWriter console = command.commandLine().getOut();
    console.print(text);
    console.flush();
  }

  /** Not among the results, which may be read by a program. */
  private void progress(String format, Object... values) {
    PrintWriter err = command.commandLine().getErr();
    err.println(String.format(Locale.ROOT, format, values));
    err.flush();
  }

  /**
   * Round 0 starts each and warms it up. It does not count but for the slow, for whom it is long
   * enough, and who leave then: the memory of all together may be more than the machine's.
   */
  private void compete(
      Workload workload, Contestants contestants, List<Contestant> open, Machine machine)
      throws IOException, InterruptedException {
    List<Contestant> gone = new ArrayList<>();
    for (Contestants.Entrant entrant : contestants.entrants(workload)) {
      Contestant each = contestants.open(workload, entrant);
      open.add(each);
      if (each.isAbsent()) {
        progress(
            "[%s] %s is absent: %s", workload.letter(), each.competitor().word(), each.remark());
        gone.add(each);
        continue;
      }
      measure(workload, each, 0);
      if (isSlow(workload, each)) {
        gone.add(each);
        each.close();
      } else {
        each.forget();
      }
    }
    if (machine != null) {
      machine.measure(seconds);
      machine.forget();
    }
    for (int round = 1; round <= rounds; round++) {
      if (machine != null) {
        machine.measure(seconds);
      }
      for (Contestant each : open) {
        if (!gone.contains(each) && !survives(workload, each, round)) {
          gone.add(each);
        }
      }
    }
    open.removeIf(each -> !each.isAbsent() && each.rates(Mode.INFER).values().isEmpty());
  }

  /**
   * A process that the system ends, for want of memory say, must not take the others' figures
   * along.
   */
  private boolean survives(Workload workload, Contestant each, int round)
      throws InterruptedException {
    try {
      measure(workload, each, round);
      return true;
    } catch (IOException e) {
      progress(
          "[%s] round %d: %s %s has ended and is left out from now on",
          workload.letter(), round, each.competitor().word(), each.remark());
      each.close();
      return false;
    }
  }

  private void measure(Workload workload, Contestant each, int round)
      throws IOException, InterruptedException {
    for (Mode mode : workload.modes()) {
      double rate = each.measure(mode, seconds);
      progress(
          "[%s] round %d of %d: %s %s %s %.1f a second",
          workload.letter(),
          round,
          rounds,
          each.competitor().word(),
          each.remark(),
          mode.word(),
          rate);
    }
  }

  private static boolean isSlow(Workload workload, Contestant contestant) {
    return contestant.competitor() == Competitor.STOCK
        && !workload.isServed()
        && workload.items() / contestant.rates(Mode.TRAIN).median() > PATIENCE_SECONDS;
  }
}
