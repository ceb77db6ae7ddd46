package org.nas4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
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
 * Proves that a disk that fills loses nothing: runs a search whose journal is on a small disk in
 * memory, which is full at a random moment, makes room, lets it go on, and compares it with a run
 * that had room all the time. Needs the right to mount disks.
 */
@Command(
    name = "full-disk",
    mixinStandardHelpOptions = true,
    description = "Fills the disk of a search's journal, makes room, resumes and compares.")
final class FullDisk implements Callable<Integer> {

  private static final int PAGE = 4_096;
  private static final int MORE_PAGES = 16;
  private static final int MOST_ATTEMPTS = 1_000;

  @Spec
  private CommandSpec spec;

  @Option(names = "--runs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--strategy", defaultValue = "evolution", description = "The search method.")
  private String strategy;

  @Option(names = "--table", required = true, description = "Description of a benchmark table.")
  private Path table;

  @Option(names = "--trials", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    TabularBenchmark benchmark = TabularBenchmark.load(table);
    int filled = 0;
    int different = 0;
    for (int run = 0; run < runs; run++) {
      try (TemporaryFolder folder = TemporaryFolder.create("full-disk")) {
        Path whole = folder.path().resolve("whole.jsonl");
        List<Trial> reference = search(benchmark, run).store(whole).run().trials();
        Path disk = Files.createDirectory(folder.path().resolve("disk"));
        if (!system("mount", "-t", "tmpfs", "-o", "size=" + PAGE, "tmpfs", disk.toString())) {
          out.println("full-disk: skipped, since no disk can be mounted here");
          return 0;
        }
        try {
          filled += fill(benchmark, run, disk, Files.size(whole));
          Set<Trial> resumed = new HashSet<>(KillResume.timeless(
              search(benchmark, run).store(journal(disk)).run().trials()));
          resumed.removeAll(KillResume.timeless(reference));
          different += resumed.size();
        } finally {
          system("umount", disk.toString());
        }
      }
    }
    out.printf(
        "full-disk: strategy %s, runs %d, full %d times, trials of each %d, lost or different %d%n",
        strategy, runs, filled, trials, different);
    out.flush();
    return different == 0 && filled > 0 ? 0 : 1;
  }

  private static Path journal(Path disk) {
    return disk.resolve("run.jsonl");
  }

  private SearchBuilder<TableEntry> search(TabularBenchmark benchmark, long seed) {
    return NasSearch.builder(benchmark.space())
        .strategy(Strategies.named(strategy))
        .evaluator(benchmark.evaluator())
        .reward(benchmark.reward())
        .stopAfter(StopRule.trials(trials))
        .parallelism(2)
        .seed(seed);
  }

  /** Lets the disk grow by random steps until there is room; how often it was full. */
  private int fill(TabularBenchmark benchmark, long seed, Path disk, long size)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    long pages = 1;
    for (int full = 0; full < MOST_ATTEMPTS; full++) {
      try {
        SearchResult<TableEntry> result =
            search(benchmark, seed).store(journal(disk)).run();
        if (result.trials().size() >= trials) {
          resize(disk, pages + MORE_PAGES); // a run that goes on writes lines of its own
          return full;
        }
      } catch (RuntimeException e) {
        if (!isFull(e)) {
          throw e;
        }
      }
      pages += 1 + random.nextLong(1 + size / PAGE / 4);
      resize(disk, pages);
    }
    throw new IllegalStateException("There was no room after [" + MOST_ATTEMPTS + "] attempts.");
  }

  private static void resize(Path disk, long pages) throws IOException, InterruptedException {
    if (!system("mount", "-o", "remount,size=" + pages * PAGE, disk.toString())) {
      throw new IllegalStateException("The disk [" + disk + "] cannot be made larger.");
    }
  }

  private static boolean isFull(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }

  private static boolean system(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
