package org.nas4j.benchmarks.hostile;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nas4j.benchmarks.hostile.HostileChildren.Behaviour;
import org.nas4j.engine.FailedTrials;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchBuilder;
import org.nas4j.engine.SearchResult;
import org.nas4j.isolation.Isolation;
import org.nas4j.search.Outcome;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Searches among children half of which throw, return NaN, sleep for ever, ignore interruption,
 * exhaust heap or native memory, exit, or crash the virtual machine. Exit status 0 only if each
 * good trial's result is there and nothing else is.
 */
@Command(
    name = "hostile",
    mixinStandardHelpOptions = true,
    description = "Searches among children that crash, hang and exhaust memory.")
public final class HostileCommand implements Callable<Integer> {

  /** Where children are evaluated. */
  enum Where {
    thread,
    process
  }

  @Option(names = "--trials", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--isolation",
      defaultValue = "process",
      description = "${COMPLETION-CANDIDATES}; on threads only with what one process can survive."
          + " Default: ${DEFAULT-VALUE}.")
  private Where where;

  @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--limit",
      defaultValue = "5",
      description = "Seconds of a trial. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Spec
  private CommandSpec spec;

  /** Creates the command; picocli fills in its options. */
  public HostileCommand() {}

  @Override
  public Integer call() {
    List<Behaviour> hostile = where == Where.thread ? Behaviour.SURVIVABLE : Behaviour.ALL;
    Map<String, String> settings = Map.of(
        HostileChildren.SEED,
        Long.toString(seed),
        HostileChildren.BEHAVIOURS,
        hostile.stream().map(Behaviour::name).collect(joining(",")));
    SearchResult<Integer> result = search(settings)
        .stopAfter(StopRule.trials(trials))
        .deduplicateBy(candidate -> new Object())
        .failures(failures -> failures.abortAfter(Integer.MAX_VALUE))
        .limits(limits -> limits.perTrial(Duration.ofSeconds(limit)).grace(Duration.ofMillis(500)))
        .parallelism(workers)
        .seed(seed)
        .run();
    return report(result, settings);
  }

  private SearchBuilder<Integer> search(Map<String, String> settings) {
    if (where == Where.thread) {
      HostileChildren factory = new HostileChildren();
      return NasSearch.builder(factory.space(settings)).evaluator(factory.evaluator(settings));
    }
    Isolation.Builder<Integer> isolation = Isolation.builder(HostileChildren.class)
        .heapMegabytes(256)
        .nativeMegabytes(256)
        .addressSpaceMegabytes(6_000)
        .jvmOption("-XX:+UseSerialGC");
    settings.forEach(isolation::setting);
    Isolation<Integer> processes = isolation.build();
    return NasSearch.builder(processes.space()).evaluatorPerRun(processes::open);
  }

  private int report(SearchResult<Integer> result, Map<String, String> settings) {
    int good = 0;
    int kept = 0;
    int wrong = 0;
    for (Trial trial : result.trials()) {
      Behaviour behaviour = HostileChildren.behaviour(settings, trial.id());
      boolean right =
          behaviour == Behaviour.GOOD ? isKept(trial) : trial.outcome() instanceof Outcome.Failed;
      good += behaviour == Behaviour.GOOD ? 1 : 0;
      kept += behaviour == Behaviour.GOOD && right ? 1 : 0;
      wrong += right ? 0 : 1;
      if (!right) {
        print("Trial [%d], which is %s, ended as %s", trial.id(), behaviour, trial.outcome());
      }
    }
    result.failures().forEach((reason, failed) -> print("%5d %s", failed.count(), reason));
    int missing = trials - result.trials().size();
    print(
        "hostile: isolation=%s trials=%d good=%d kept=%d failed=%d wrong=%d missing=%d seconds=%.1f",
        where,
        result.trials().size(),
        good,
        kept,
        result.failures().values().stream().mapToLong(FailedTrials::count).sum(),
        wrong,
        missing,
        result.elapsed().toMillis() / 1e3);
    return wrong == 0 && missing == 0 ? 0 : 1;
  }

  private static boolean isKept(Trial trial) {
    return trial.outcome() instanceof Outcome.Scored scored
        && scored.value()
            == HostileChildren.expected(trial.genotype().genes().get(0).option());
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
  }
}
