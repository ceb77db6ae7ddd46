package org.nas4j.benchmarks.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.charts.LineChart;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What a large cluster would make of a search: the share of time in which the engine leaves workers
 * idle, and how good the best is, against the lookahead in multiples of the workers. What comes out
 * depends on the table, the conditions and the seeds alone, but for the engine's own time.
 */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Simulates clusters under the real engine on a table that says costs.")
public final class ClusterCommand implements Callable<Integer> {

  private static final String LOOKAHEAD = "lookahead in multiples of the workers";

  @Spec
  private CommandSpec spec;

  @Option(names = "--table", required = true, description = "A described table with costs.")
  private Path file;

  @Option(names = "--strategies", split = ",", description = "By default ${DEFAULT-VALUE}.")
  private List<String> strategies = List.of("random");

  @Option(names = "--workers", split = ",", description = "By default ${DEFAULT-VALUE}.")
  private List<Integer> workers = List.of(10, 100, 1000);

  @Option(
      names = "--lookahead",
      split = ",",
      description = "Multiples of the workers; 0 observes trials as they end. By default"
          + " ${DEFAULT-VALUE}.")
  private List<Double> multiples = List.of(1.0, 1.5, 2.0, 3.0, 4.0, 0.0);

  @Option(names = "--trials", description = "Of a run; ten times the workers by default.")
  private Integer trials;

  @Option(names = "--seeds", description = "Runs of each kind, by default ${DEFAULT-VALUE}.")
  private int seeds = 3;

  @Option(
      names = "--stragglers",
      description = "Share of slow trials, by default ${DEFAULT-VALUE}.")
  private double stragglers = 0.02;

  @Option(names = "--slowness", description = "Times as long, by default ${DEFAULT-VALUE}.")
  private double slowness = 3;

  @Option(names = "--losses", description = "Share of trials, by default ${DEFAULT-VALUE}.")
  private double losses = 0.01;

  @Option(names = "--restart", description = "Seconds after a loss, by default ${DEFAULT-VALUE}.")
  private double restart = 30;

  @Option(
      names = "--repeats",
      description =
          "Evaluates equal candidates anew, so that large runs do not live on repetition.")
  private boolean repeats;

  @Option(names = "--idle-plot", description = "File for a picture of the idle share, in SVG.")
  private Path idlePlot;

  @Option(names = "--regret-plot", description = "File for a picture of the regret, in SVG.")
  private Path regretPlot;

  /** Creates the command; picocli fills in its options. */
  public ClusterCommand() {}

  @Override
  public Integer call() throws IOException {
    TabularBenchmark table = TabularBenchmark.load(file);
    if (!table.hasCost()) {
      throw new ParameterException(
          spec.commandLine(),
          "Table [" + table.name() + "] says no cost.\nMaybe take one of NAS-Bench-201.");
    }
    String conditions = String.format(
        Locale.ROOT,
        "%.0f %% of the evaluations take %.1f times as long, %.0f %% are lost",
        100 * stragglers,
        slowness,
        100 * losses);
    LineChart idle = LineChart.linear(conditions, LOOKAHEAD, "% of the workers' time without work");
    LineChart regret =
        LineChart.linear(conditions, LOOKAHEAD, "what the best lacks of the optimum");
    PrintWriter out = spec.commandLine().getOut();
    out.println("| strategy | workers | trials | lookahead | idle % | lost % | hours | regret |"
        + " ± | engine ms a trial |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String strategy : strategies) {
      for (int count : workers) {
        for (double multiple : multiples) {
          List<Usage> runs = new ArrayList<>();
          out.println(row(table, strategy, count, multiple, runs));
          out.flush();
          if (multiple > 0) {
            String line = strategy + ", " + count + " workers";
            idle.add(
                line,
                multiple,
                100 * mean(runs.stream().mapToDouble(Usage::idle).toArray()));
            regret.add(
                line, multiple, mean(runs.stream().mapToDouble(Usage::regret).toArray()));
          }
        }
      }
    }
    write(idlePlot, idle);
    write(regretPlot, regret);
    return 0;
  }

  private static void write(Path file, LineChart plot) throws IOException {
    if (file != null) {
      AtomicFile.writeString(file, plot.svg());
    }
  }

  private String row(
      TabularBenchmark table, String strategy, int count, double multiple, List<Usage> runs) {
    int length = trials == null ? 10 * count : trials;
    long begun = System.nanoTime();
    for (int seed = 1; seed <= seeds; seed++) {
      SearchBuilder<TableEntry> search = NasSearch.builder(table.space())
          .strategy(Strategies.named(strategy))
          .reward(table.reward())
          .stopAfter(StopRule.trials(length))
          .parallelism(count)
          .seed(seed);
      if (multiple > 0) {
        search.lookahead((int) Math.ceil(multiple * count));
      } else {
        search.asynchronous(true);
      }
      if (repeats) {
        search.deduplicateBy(candidate -> new Object());
      }
      Conditions conditions = new Conditions(count, stragglers, slowness, losses, restart);
      runs.add(new SimulatedCluster(table, conditions, seed).run(search.open()));
    }
    double millis = (System.nanoTime() - begun) / 1e6 / seeds / length;
    double regret = mean(runs.stream().mapToDouble(Usage::regret).toArray());
    double spread =
        runs.stream().mapToDouble(run -> Math.pow(run.regret() - regret, 2)).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %.2f | %.2f | %.2f | %.3f | %.3f | %.3f |",
        strategy,
        count,
        length,
        multiple > 0 ? multiple + " ×" : "as they end",
        100 * mean(runs.stream().mapToDouble(Usage::idle).toArray()),
        100 * mean(runs.stream().mapToDouble(Usage::lost).toArray()),
        mean(runs.stream().mapToDouble(Usage::hours).toArray()),
        regret,
        Math.sqrt(spread / Math.max(1, seeds - 1) / seeds),
        millis);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
