package org.nas4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.search.StopRule;
import org.nas4j.strategy.Strategies;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the engine adds to a trial whose evaluation costs nothing, in memory and with a journal, and
 * how long a resume takes.
 */
@Command(
    name = "engine-cost",
    mixinStandardHelpOptions = true,
    description = "Measures the engine's cost per trial on a table, with and without a journal.")
final class EngineCost implements Callable<Integer> {

  private static final double MOST_IN_MEMORY = 0.05;
  private static final double MOST_IN_JOURNAL = 0.5;
  private static final double MOST_TO_RESUME = 5;

  @Spec
  private CommandSpec spec;

  @Option(names = "--trials", defaultValue = "10000", description = "Evaluations of each run.")
  private int trials;

  @Option(names = "--table", required = true, description = "Description of a benchmark table.")
  private Path table;

  @Option(names = "--strategy", defaultValue = "random", description = "The search method.")
  private String strategy;

  @Option(names = "--repeat", defaultValue = "5", description = "Runs, of which the median counts.")
  private int repeat;

  @Override
  public Integer call() throws IOException {
    TabularBenchmark benchmark = TabularBenchmark.load(table);
    double[] memory = new double[repeat];
    double[] journal = new double[repeat];
    double[] resume = new double[repeat];
    long bytes = 0;
    long count = 0;
    for (int i = -1; i < repeat; i++) {
      int slot = Math.max(0, i); // the first round warms up, and is overwritten
      try (TemporaryFolder folder = TemporaryFolder.create("engine-cost")) {
        Path file = folder.path().resolve("run.jsonl");
        memory[slot] = millis(search(benchmark));
        journal[slot] = millis(search(benchmark).store(file));
        long begun = System.nanoTime();
        SearchResult<TableEntry> again = search(benchmark).store(file).run();
        resume[slot] = (System.nanoTime() - begun) / 1e9;
        count = again.trials().size();
        bytes = Files.size(file);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "engine-cost: strategy %s, trials %d, in memory %.4f ms, in a journal %.4f ms a trial, "
            + "resume %.2f s, journal %d bytes a trial%n",
        strategy,
        count,
        median(memory),
        median(journal),
        median(resume),
        bytes / count);
    out.flush();
    return median(memory) < MOST_IN_MEMORY
            && median(journal) < MOST_IN_JOURNAL
            && median(resume) < MOST_TO_RESUME
        ? 0
        : 1;
  }

  private SearchBuilder<TableEntry> search(TabularBenchmark benchmark) {
    return NasSearch.builder(benchmark.space())
        .strategy(Strategies.named(strategy))
        .evaluator(benchmark.evaluator())
        .reward(benchmark.reward())
        .stopAfter(StopRule.trials(trials))
        .seed(1);
  }

  private static double millis(SearchBuilder<TableEntry> search) {
    long begun = System.nanoTime();
    int count = search.run().trials().size();
    return (System.nanoTime() - begun) / 1e6 / count;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
