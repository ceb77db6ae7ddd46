package org.nas4j.benchmarks.fronts;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Lets strategies for several objectives compete on a table: the search column against a cost. A
 * candidate seen before costs nothing. Random search always takes part. What comes out depends on
 * seeds and table only, whatever the number of workers.
 */
@Command(
    name = "fronts",
    mixinStandardHelpOptions = true,
    description = "Compares the fronts that strategies find on a table, by hypervolume.")
public final class FrontsCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--table", required = true, description = "A described table.")
  private Path table;

  @Option(names = "--cost", required = true, description = "The figure to minimize.")
  private String cost;

  @Option(names = "--strategies", split = ",", description = "Names of strategies; all by default.")
  private List<String> strategies = Entrant.names();

  @Option(
      names = "--evaluations",
      split = ",",
      description = "After which numbers of evaluations to look, by default 50 and 100.")
  private int[] evaluations = {50, 100};

  @Option(names = "--seeds", description = "Runs of each strategy, by default ${DEFAULT-VALUE}.")
  private int seeds = 100;

  @Option(
      names = "--first-seed",
      description = "The others follow it; by default ${DEFAULT-VALUE}.")
  private long firstSeed = 1;

  @Option(names = "--workers", description = "Runs side by side; by default one for each core.")
  private int workers = Runtime.getRuntime().availableProcessors();

  /** Creates the command; picocli fills in its options. */
  public FrontsCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    check();
    Set<Entrant> entrants = EnumSet.of(Entrant.RANDOM);
    TradeOff tradeOff;
    try {
      strategies.forEach(each -> entrants.add(Entrant.named(each)));
      tradeOff = TradeOff.of(TabularBenchmark.load(table), cost);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        Locale.ROOT,
        "%s: reference %s; hypervolume of the table %.6g%n",
        tradeOff.table().name(),
        tradeOff.reference(),
        tradeOff.hypervolume());
    console.println("| strategy | seeds | evaluations | share | sd | p_value |");
    console.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    Map<Entrant, double[][]> shares = compete(tradeOff, entrants);
    for (Map.Entry<Entrant, double[][]> each : shares.entrySet()) {
      for (int i = 0; i < evaluations.length; i++) {
        console.println(row(each.getKey(), i, each.getValue()[i], shares.get(Entrant.RANDOM)[i]));
      }
    }
    console.flush();
    return 0;
  }

  private void check() {
    Arrays.sort(evaluations);
    if (seeds < 2 || workers < 1 || evaluations[0] < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "Seeds must be at least 2, workers and evaluations at least 1, but are [" + seeds + "], ["
              + workers + "] and " + Arrays.toString(evaluations) + ".");
    }
  }

  /** For each strategy and number of evaluations the shares by seed. */
  private Map<Entrant, double[][]> compete(TradeOff tradeOff, Set<Entrant> entrants)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      Map<Entrant, List<Future<double[]>>> running = new EnumMap<>(Entrant.class);
      for (Entrant entrant : entrants) {
        List<Future<double[]>> runs = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
          long seed = firstSeed + i;
          runs.add(pool.submit(() -> entrant.run(tradeOff, evaluations, seed)));
        }
        running.put(entrant, runs);
      }
      Map<Entrant, double[][]> shares = new EnumMap<>(Entrant.class);
      for (Map.Entry<Entrant, List<Future<double[]>>> each : running.entrySet()) {
        shares.put(each.getKey(), byEvaluations(each.getValue()));
      }
      return shares;
    } finally {
      pool.shutdownNow();
    }
  }

  private double[][] byEvaluations(List<Future<double[]>> runs)
      throws InterruptedException, ExecutionException {
    double[][] shares = new double[evaluations.length][runs.size()];
    for (int seed = 0; seed < runs.size(); seed++) {
      double[] run = runs.get(seed).get();
      for (int i = 0; i < run.length; i++) {
        shares[i][seed] = run[i];
      }
    }
    return shares;
  }

  private String row(Entrant entrant, int i, double[] shares, double[] reference) {
    DescriptiveStatistics statistics = new DescriptiveStatistics(shares);
    String probability = entrant == Entrant.RANDOM
        ? ""
        : String.format(
            Locale.ROOT, "%.3g", new MannWhitneyUTest().mannWhitneyUTest(shares, reference));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.5f | %.5f | %s |",
        entrant,
        shares.length,
        evaluations[i],
        statistics.getMean(),
        statistics.getStandardDeviation(),
        probability);
  }
}
