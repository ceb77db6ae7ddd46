package org.nas4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.child.ChildJvm;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.strategy.Strategies;
import org.nas4j.tabular.TableEntry;
import org.nas4j.tabular.TabularBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Proves that a killed search loses nothing: runs it in JVMs of their own, kills them at moments
 * that are spread over all that a run writes, lets it go on, and compares the finished run with one
 * that was never stopped.
 */
@Command(
    name = "kill-resume",
    mixinStandardHelpOptions = true,
    description =
        "Kills searches with SIGKILL, resumes them, and compares with uninterrupted ones.")
final class KillResume implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--runs", defaultValue = "1", description = "Searches, each of another seed.")
  private int runs;

  @Option(names = "--kills", defaultValue = "20", description = "Kills of each search.")
  private int kills;

  @Option(names = "--strategy", defaultValue = "random", description = "The search method.")
  private String strategy;

  @Option(names = "--table", required = true, description = "Description of a benchmark table.")
  private Path table;

  @Option(names = "--trials", defaultValue = "200", description = "Evaluations of each search.")
  private int trials;

  @Option(names = "--workers", defaultValue = "2", description = "Evaluations side by side.")
  private int workers;

  @Option(
      names = "--delay",
      defaultValue = "3",
      description = "Milliseconds that an evaluation takes, so that there is a moment to kill in.")
  private long delay;

  @Option(names = "--child", hidden = true)
  private Path child;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the first search.")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TabularBenchmark benchmark = TabularBenchmark.load(table);
    if (child != null) {
      search(benchmark, seed, delay).store(child).run();
      return 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    int killed = 0;
    int lost = 0;
    int compared = 0;
    for (long each = seed; each < seed + runs; each++) {
      try (TemporaryFolder folder = TemporaryFolder.create("kill-resume")) {
        Path journal = folder.path().resolve("run.jsonl");
        Path whole = folder.path().resolve("whole.jsonl");
        SearchResult<TableEntry> reference =
            search(benchmark, each, 0).store(whole).run();
        int count = kill(journal, each, Files.size(whole));
        SearchResult<TableEntry> resumed =
            search(benchmark, each, 0).store(journal).run();
        int different = differences(reference.trials(), resumed.trials());
        out.printf(
            "%s, seed %d: %d kills, %d trials, %d of them lost or different%n",
            strategy, each, count, reference.trials().size(), different);
        out.flush();
        killed += count;
        lost += different;
        compared += reference.trials().size();
      }
    }
    out.printf(
        "kill-resume: strategy %s, runs %d, kills %d, trials %d, lost or different %d%n",
        strategy, runs, killed, compared, lost);
    out.flush();
    return lost == 0 && killed > 0 ? 0 : 1;
  }

  private SearchBuilder<TableEntry> search(TabularBenchmark benchmark, long seed, long delay) {
    var evaluator = benchmark.evaluator();
    return NasSearch.builder(benchmark.space())
        .strategy(Strategies.named(strategy))
        .evaluator((candidate, context) -> {
          Thread.sleep(delay);
          return evaluator.evaluate(candidate, context);
        })
        .reward(benchmark.reward())
        .stopAfter(StopRule.trials(trials))
        .parallelism(workers)
        .seed(seed);
  }

  /** Kills until the run has ended or was killed often enough; how often it was. */
  private int kill(Path journal, long each, long size) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(each);
    for (int count = 0; count < kills; count++) {
      Process process = start(journal, each);
      long moment = size(journal) + random.nextLong(1 + 2 * size / (kills + 1));
      while (process.isAlive() && size(journal) < moment) {
        Thread.sleep(1);
      }
      if (!process.isAlive() && process.exitValue() != 0) {
        throw new IllegalStateException(
            "The search ended by itself with exit code [" + process.exitValue() + "].");
      }
      if (!process.isAlive()) {
        return count;
      }
      process.destroyForcibly().waitFor();
    }
    return kills;
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private Process start(Path journal, long each) throws IOException {
    return ChildJvm.builder(Benchmarks.class.getName())
        .options(List.of("-XX:TieredStopAtLevel=1"))
        .arguments(List.of(
            "kill-resume",
            "--child=" + journal,
            "--seed=" + each,
            "--table=" + table,
            "--strategy=" + strategy,
            "--trials=" + trials,
            "--workers=" + workers,
            "--delay=" + delay))
        .start();
  }

  private static int differences(List<Trial> reference, List<Trial> resumed) {
    Map<Long, Trial> found = new HashMap<>();
    resumed.forEach(trial -> found.put(trial.id(), timeless(trial)));
    int different = Math.max(0, resumed.size() - reference.size());
    for (Trial trial : reference) {
      different += Objects.equals(timeless(trial), found.get(trial.id())) ? 0 : 1;
    }
    return different;
  }

  /** Without the time that each took. */
  static List<Trial> timeless(List<Trial> trials) {
    return trials.stream().map(KillResume::timeless).toList();
  }

  private static Trial timeless(Trial trial) {
    return new Trial(
        trial.id(),
        trial.genotype(),
        trial.parent(),
        trial.outcome(),
        Duration.ZERO,
        trial.duplicateOf());
  }
}
