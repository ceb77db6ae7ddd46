package org.nas4j.benchmarks.isolation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nas4j.arch.Architecture;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.images.Dl4jWorkerFactory;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Trains the same candidates on one thread of this process, in one worker process, and in several,
 * each computing with one native thread, and compares trials per hour. The time includes starting
 * the processes and loading the data there.
 */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    description = "Compares training on a thread with training in worker processes.")
public final class IsolationCommand implements Callable<Integer> {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final double NANOS = 1e9;

  @Option(names = "--data", required = true, description = "Directory of MNIST's files.")
  private Path data;

  @Option(names = "--trials", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(names = "--examples", defaultValue = "4000", description = "Default: ${DEFAULT-VALUE}.")
  private int examples;

  @Option(names = "--epochs", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Spec
  private CommandSpec spec;

  /** Creates the command; picocli fills in its options. */
  public IsolationCommand() {}

  @Override
  public Integer call() throws Exception {
    Isolation<Architecture> isolation = isolation();
    MnistWorkers here = new MnistWorkers();
    double thread = rate(
        "thread, 1 worker",
        NasSearch.builder(isolation.space()).evaluator(here.evaluator(isolation.settings())),
        1);
    double one = rate("process, 1 worker", inProcesses(isolation), 1);
    double several = rate("process, " + workers + " workers", inProcesses(isolation), workers);
    print(
        "isolation: trials=%d thread=%.0f/h process1=%.0f/h process%d=%.0f/h ratio=%.2f",
        trials, thread, one, workers, several, several / thread);
    return 0;
  }

  private static SearchBuilder<Architecture> inProcesses(Isolation<Architecture> isolation) {
    return NasSearch.builder(isolation.space()).evaluatorPerRun(isolation::open);
  }

  private Isolation<Architecture> isolation() {
    return Isolation.builder(MnistWorkers.class)
        .setting(MnistWorkers.DATA, data.toAbsolutePath().toString())
        .setting(Dl4jWorkerFactory.EXAMPLES, Integer.toString(examples))
        .setting(Dl4jWorkerFactory.EPOCHS, Integer.toString(epochs))
        .heapMegabytes(1024)
        .nativeMegabytes(1024)
        .build();
  }

  private double rate(String name, SearchBuilder<Architecture> search, int parallelism) {
    long start = System.nanoTime();
    SearchResult<Architecture> result = search
        .stopAfter(StopRule.trials(trials))
        .parallelism(parallelism)
        .seed(1)
        .run();
    double seconds = (System.nanoTime() - start) / NANOS;
    long evaluated = result.trials().stream().filter(Trial::wasEvaluated).count();
    double rate = evaluated * SECONDS_PER_HOUR / seconds;
    print(
        "%-20s %d trials in %.1f s, %.0f per hour, best %.4f, failures %s",
        name,
        evaluated,
        seconds,
        rate,
        result.best().map(best -> best.reward()).orElse(Double.NaN),
        result.failures());
    return rate;
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    spec.commandLine().getOut().flush();
  }
}
