package org.nas4j.benchmarks.arena;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.search.SearchStrategy;
import org.nas4j.strategy.Strategies;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Lets strategies compete: each strategy on each table with each seed. Random search always takes
 * part, since the others are compared with it. What comes out depends on seeds and tables only, the
 * times aside, whatever the number of workers.
 */
@Command(
    name = "arena",
    mixinStandardHelpOptions = true,
    description = "Compares search strategies on tabular benchmarks over many seeds.")
public final class ArenaCommand implements Callable<Integer> {

  private static final String REFERENCE = "random";

  @Spec
  private CommandSpec spec;

  @Option(names = "--table", required = true, description = "A described table; may be repeated.")
  private List<Path> tables;

  @Option(names = "--strategies", split = ",", description = "Names of strategies; all by default.")
  private List<String> strategies = Strategies.names();

  @Option(names = "--seconds", description = "Simulated seconds of a run, where a table has costs.")
  private Double seconds;

  @Option(
      names = "--evaluations",
      description = "Evaluations of a run; with --seconds too, for tables without costs.")
  private Integer evaluations;

  @Option(names = "--seeds", description = "Runs of each strategy, by default ${DEFAULT-VALUE}.")
  private int seeds = 100;

  @Option(
      names = "--first-seed",
      description = "The others follow it; by default ${DEFAULT-VALUE}.")
  private long firstSeed = 1;

  @Option(names = "--lookahead", description = "Trials in flight, by default ${DEFAULT-VALUE}.")
  private int lookahead = 1;

  @Option(names = "--workers", description = "Runs side by side; by default one for each core.")
  private int workers = Runtime.getRuntime().availableProcessors();

  @Option(names = "--out", required = true, description = "Folder for summary and plots.")
  private Path out;

  /** Creates the command; picocli fills in its options. */
  public ArenaCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    check();
    Files.createDirectories(out);
    Summary summary = new Summary();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      for (Map.Entry<TabularBenchmark, Budget> each : budgets().entrySet()) {
        compete(each.getKey(), each.getValue(), pool, summary);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } finally {
      pool.shutdownNow();
    }
    AtomicFile.writeString(out.resolve("summary.csv"), summary.csv());
    AtomicFile.writeString(out.resolve("summary.md"), summary.markdown());
    PrintWriter console = spec.commandLine().getOut();
    console.print(summary.markdown());
    console.flush();
    return 0;
  }

  private void check() {
    if (seconds == null && evaluations == null) {
      throw wrong("There is no budget.\nMaybe add --seconds 12000 or --evaluations 100.");
    }
    if (seeds < 1 || workers < 1) {
      throw wrong(
          "Seeds and workers must be at least 1, but are [" + seeds + "] and [" + workers + "].");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Map<TabularBenchmark, Budget> budgets() throws IOException {
    Map<TabularBenchmark, Budget> budgets = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Path file : tables) {
      TabularBenchmark table = TabularBenchmark.load(file);
      if (names.contains(table.name())) {
        throw wrong(
            "Two tables are named [" + table.name() + "].\nMaybe the same file was given twice.");
      }
      names.add(table.name());
      boolean inSeconds = seconds != null && (table.hasCost() || evaluations == null);
      if (inSeconds && !table.hasCost()) {
        throw wrong("Table [" + table.name()
            + "] says no cost, so its runs cannot be limited in seconds.\n"
            + "Maybe add --evaluations 100 for the tables without cost.");
      }
      budgets.put(table, new Budget(inSeconds ? seconds : evaluations, inSeconds));
    }
    return budgets;
  }

  private void compete(TabularBenchmark table, Budget budget, ExecutorService pool, Summary summary)
      throws IOException, InterruptedException, ExecutionException {
    Map<Contest, List<Future<Run>>> running = new LinkedHashMap<>();
    for (Map.Entry<String, SearchStrategy> each : entrants().entrySet()) {
      Contest contest = new Contest(table, each.getKey(), each.getValue(), budget, lookahead);
      List<Future<Run>> runs = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        long seed = firstSeed + i;
        runs.add(pool.submit(() -> contest.run(seed)));
      }
      running.put(contest, runs);
    }
    List<Standing> standings = new ArrayList<>();
    for (Map.Entry<Contest, List<Future<Run>>> each : running.entrySet()) {
      List<Run> runs = new ArrayList<>();
      for (Future<Run> run : each.getValue()) {
        runs.add(run.get());
      }
      standings.add(new Standing(each.getKey(), runs));
    }
    Standing reference = standings.stream()
        .filter(each -> each.contest().name().equals(REFERENCE))
        .findFirst()
        .orElseThrow();
    summary.add(standings, reference);
    AtomicFile.writeString(out.resolve(fileName(table) + ".svg"), new Plot(standings).svg());
  }

  private Map<String, SearchStrategy> entrants() {
    Map<String, SearchStrategy> entrants = new LinkedHashMap<>();
    entrants.put(REFERENCE, Strategies.named(REFERENCE));
    strategies.forEach(name -> entrants.put(name, Strategies.named(name)));
    return entrants;
  }

  private static String fileName(TabularBenchmark table) {
    return table.name().replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
