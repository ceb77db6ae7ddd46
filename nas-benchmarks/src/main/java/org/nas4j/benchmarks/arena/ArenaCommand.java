package org.nas4j.benchmarks.arena;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
import org.nas4j.space.SearchSpace;
import org.nas4j.strategy.Strategies;
import org.nas4j.tabular.TableEntry;
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

  @Option(
      names = "--budgets",
      split = ",",
      description = {
        "Evaluations at which one long run is looked at, as 10,20,30,50,100,300; in place of --evaluations.",
        "Adds budgets.csv, curves.csv and ranks.csv."
      })
  private List<Integer> budgetList = List.of();

  @Option(
      names = "--peers",
      description = "CSV of others' figures, to set beside ours at each budget; may be repeated.")
  private List<Path> peers = List.of();

  @Option(names = "--seeds", description = "Runs of each strategy, by default ${DEFAULT-VALUE}.")
  private int seeds = 100;

  @Option(
      names = "--first-seed",
      description = "The others follow it; by default ${DEFAULT-VALUE}.")
  private long firstSeed = 1;

  @Option(
      names = "--lookahead",
      split = ",",
      description = "Trials in flight, 1 by default; several let each strategy run with each.")
  private List<Integer> lookaheads = List.of(1);

  @Option(
      names = "--flow",
      description =
          "Tells strategies the synaptic flow of NAS-Bench-201's networks, as a search of networks would.")
  private boolean flow;

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
    BudgetReport report = new BudgetReport(budgetList, PeerFigure.read(peers));
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      for (Map.Entry<TabularBenchmark, Budget> each : budgets().entrySet()) {
        report.add(compete(each.getKey(), each.getValue(), pool, summary));
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
    if (!budgetList.isEmpty()) {
      report.write(out);
      console.print(report.markdown());
    }
    console.flush();
    return 0;
  }

  private void check() {
    if (!budgetList.isEmpty() && (seconds != null || evaluations != null)) {
      throw wrong("Budgets [" + budgetList
          + "] say how long a run is.\nMaybe leave --seconds and --evaluations out.");
    }
    if (budgetList.stream().anyMatch(each -> each < 1 || each > Budget.MOST_POINTS)) {
      throw wrong("Budgets must be from 1 to " + Budget.MOST_POINTS + ", but are [" + budgetList
          + "].\nMaybe use --evaluations for a longer run.");
    }
    if (!budgetList.isEmpty()) {
      evaluations = Collections.max(budgetList);
    }
    if (seconds == null && evaluations == null) {
      throw wrong("There is no budget.\nMaybe add --seconds 12000 or --evaluations 100.");
    }
    if (lookaheads.stream().anyMatch(each -> each < 1)) {
      throw wrong("A lookahead must be at least 1, but they are [" + lookaheads + "].");
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

  private List<Standing> compete(
      TabularBenchmark table, Budget budget, ExecutorService pool, Summary summary)
      throws IOException, InterruptedException, ExecutionException {
    Map<Contest, List<Future<Run>>> running = new LinkedHashMap<>();
    for (Contest contest : contests(table, budget)) {
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
    summary.add(standings, Standing.reference(standings));
    AtomicFile.writeString(out.resolve(fileName(table) + ".svg"), new Plot(standings).svg());
    return standings;
  }

  /** Random search learns nothing, so that it is the same at each lookahead, and runs at one. */
  private List<Contest> contests(TabularBenchmark table, Budget budget) {
    List<Contest> contests = new ArrayList<>();
    SearchSpace<TableEntry> space = flow ? new CellsWithFlow(table.space()) : table.space();
    for (int lookahead : lookaheads) {
      entrants().forEach((name, strategy) -> {
        boolean reference = name.equals(Standing.REFERENCE);
        if (!reference || lookahead == lookaheads.get(0)) {
          String label = lookaheads.size() == 1 || reference ? name : name + " L" + lookahead;
          contests.add(new Contest(table, space, label, strategy, budget, lookahead));
        }
      });
    }
    return contests;
  }

  private Map<String, SearchStrategy> entrants() {
    Map<String, SearchStrategy> entrants = new LinkedHashMap<>();
    entrants.put(Standing.REFERENCE, Strategies.named(Standing.REFERENCE));
    strategies.forEach(name -> entrants.put(name, Strategies.named(name)));
    return entrants;
  }

  private static String fileName(TabularBenchmark table) {
    return table.name().replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
