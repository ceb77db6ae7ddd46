package org.nas4j.benchmarks.throughput;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.search.StopRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains network (a) again and again in searches with one and with two workers, in turn. */
@Command(
    name = "workers",
    mixinStandardHelpOptions = true,
    description = {
      "Trials per hour on network (a): one worker with one native thread, two of them, and one",
      "worker with two threads. The exit status is 1 if two workers are not 1.7 times as fast as one."
    })
public final class WorkersCommand implements Callable<Integer> {

  private static final double WANTED = 1.7;
  private static final double NANOS_PER_HOUR = 3.6e12;
  private static final int VALIDATION = 64;

  @Spec
  private CommandSpec command;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--trials",
      defaultValue = "4",
      description = "Of each search. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--examples",
      defaultValue = "5000",
      description = "Of a trial's one epoch. Default: ${DEFAULT-VALUE}.")
  private int examples;

  /** Creates the command; picocli fills in its options. */
  public WorkersCommand() {}

  private enum Team {
    ONE(1, 1, "1 worker, 1 thread"),
    TWO(2, 1, "2 workers, 1 thread each"),
    WIDE(1, 2, "1 worker, 2 threads");

    private final int workers;
    private final int threads;
    private final String title;

    Team(int workers, int threads, String title) {
      this.workers = workers;
      this.threads = threads;
      this.title = title;
    }
  }

  @Override
  public Integer call() {
    Dataset training = noise(examples, 1);
    Dataset validation = noise(VALIDATION, 2);
    Map<Team, Rates> rates = new EnumMap<>(Team.class);
    for (int round = 0; round <= rounds; round++) {
      for (Team team : Team.values()) {
        double rate = rate(team, training, validation);
        // Round 0 warms up.
        if (round > 0) {
          rates.merge(team, new Rates(List.of(rate)), (before, one) -> before.with(rate));
        }
      }
    }
    rates.forEach((team, rate) -> print(
        "%-26s %8.0f trials an hour (%.0f to %.0f)",
        team.title, rate.median(), rate.least(), rate.most()));
    double ratio = rates.get(Team.TWO).median() / rates.get(Team.ONE).median();
    print("two workers are %.2f times as fast as one", ratio);
    return ratio >= WANTED ? 0 : 1;
  }

  private double rate(Team team, Dataset training, Dataset validation) {
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(training)
        .validation(validation)
        .settings(Dl4jTraining.builder()
            .epochs(1)
            .nesterov(Training.MOMENTUM)
            .learningRate(LearningRate.constant(Training.RATE))
            .weightDecay(Training.WEIGHT_DECAY)
            .build())
        .threads(team.threads)
        .latencyBatch(0)
        .build();
    Architecture network = Workload.A.architecture();
    long start = System.nanoTime();
    int done = NasSearch.builder(choices -> network)
        .evaluator(evaluator)
        .deduplicateBy(Candidate::trialId)
        .parallelism(team.workers)
        .stopAfter(StopRule.trials(trials))
        .seed(1)
        .run()
        .trials()
        .size();
    return done * NANOS_PER_HOUR / (System.nanoTime() - start);
  }

  private static Dataset noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Architecture network = Workload.A.architecture();
    float[][] values = new float[count][(int) network.input().elements()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = random.nextFloat();
      }
      labels[i] = i % 10;
    }
    return Dataset.of(network.input(), 10, values, labels);
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
