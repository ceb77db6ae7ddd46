package org.nas4j.benchmarks.throughput;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.dl4j.internal.FloatType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes each network ready to train several times, and compares with the time that an epoch takes.
 */
@Command(
    name = "ready",
    mixinStandardHelpOptions = true,
    description = {
      "What making a network ready to train costs (weights, primitives, memory), against an epoch",
      "over 5,000 images. The first time in a process is told apart."
    })
public final class ReadyCommand implements Callable<Integer> {

  private static final int EPOCH = 5_000;
  private static final double NANOS = 1e9;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "a,b,c,d,e",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> networks;

  @Option(names = "--times", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int times;

  @Option(names = "--threads", description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** Creates the command; picocli fills in its options. */
  public ReadyCommand() {}

  @Override
  public Integer call() {
    print("%-8s %12s %12s %12s %9s", "network", "first ms", "median ms", "epoch s", "share");
    for (String letter : networks) {
      measure(Workload.of(letter));
    }
    return 0;
  }

  private void measure(Workload workload) {
    Rates ready = new Rates(List.of());
    Rates steps = new Rates(List.of());
    double first = 0;
    for (int i = 0; i <= times; i++) {
      long start = System.nanoTime();
      try (NetworkEngine engine = NetworkEngine.nas4j(workload, FloatType.FLOAT32, threads)) {
        double seconds = (System.nanoTime() - start) / NANOS;
        engine.train();
        long step = System.nanoTime();
        engine.train();
        steps = steps.with((System.nanoTime() - step) / NANOS);
        if (i == 0) {
          first = seconds;
        } else {
          ready = ready.with(seconds);
        }
      }
    }
    double epoch = steps.median() * EPOCH / workload.batch();
    print(
        "%-8s %12.1f %12.1f %12.2f %8.2f%%",
        workload.letter(), 1e3 * first, 1e3 * ready.median(), epoch, 100 * ready.median() / epoch);
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
