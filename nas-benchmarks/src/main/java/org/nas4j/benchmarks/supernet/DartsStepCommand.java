package org.nas4j.benchmarks.supernet;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.darts.DartsSearch;
import org.nas4j.data.Dataset;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.MemoryNeed;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.darts.DartsOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a step of DARTS costs against the sum of its operations. Cells have one node, since then the
 * edges of a cell before and after any is dropped are the same two, so that a network in which all
 * edges have one operation can be trained plainly. The sum is the step of the cheapest of these
 * networks, and for each other operation what its network's step takes more: rather too little,
 * since the cheapest has an operation too. Half a step of the first order is judged, which like a
 * training step is one pass forth and back.
 */
@Command(
    name = "darts-step",
    mixinStandardHelpOptions = true,
    description = {
      "Milliseconds of half a first-order step of DARTS against the sum of its operations, and its",
      "memory against the estimate. Ends with status 1 if it is more than --most times the sum."
    })
public final class DartsStepCommand implements Callable<Integer> {

  private static final int CLASSES = 10;
  private static final int CELLS = 3;
  private static final double RATE = 0.001;

  @Spec
  private CommandSpec command;

  @Option(names = "--filters", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int filters;

  @Option(names = "--side", defaultValue = "28", description = "Of an image: ${DEFAULT-VALUE}.")
  private int side;

  @Option(names = "--batch", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--steps", defaultValue = "5", description = "Of a round: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(names = "--rounds", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--most", defaultValue = "1.3", description = "Default: ${DEFAULT-VALUE}.")
  private double most;

  /** Creates the command; picocli fills in its options. */
  public DartsStepCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    DartsNetwork sizes = new DartsNetwork(Shape.image(1, side, side), CLASSES, CELLS, filters, 1);
    Dataset training = Noise.images(side, batch * steps, 1);
    Dataset validation = Noise.images(side, batch * steps, 2);
    Dl4jTraining settings = Dl4jTraining.builder().batch(batch).build();
    List<Plain> plain = new ArrayList<>();
    try (DartsSupernet mixed = DartsSupernet.builder(training, validation)
        .sizes(sizes)
        .settings(settings)
        .threads(threads)
        .build()) {
      for (DartsOperation operation : DartsOperation.values()) {
        if (operation != DartsOperation.NONE) {
          plain.add(new Plain(
              operation,
              network(sizes, operation),
              Dl4jSupernet.builder()
                  .training(training)
                  .validation(validation)
                  .settings(settings)
                  .threads(threads)
                  .build()));
        }
      }
      round(plain, mixed);
      List<Round> all = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        all.add(round(plain, mixed));
      }
      return report(
          all,
          mixed.nativeBytes(),
          MemoryNeed.ofTraining(sizes.mixed().network(), batch, Engine.ONEDNN).bytes());
    } finally {
      plain.forEach(each -> each.supernet().close());
    }
  }

  /** A network in which all edges have one operation; names of weights are those of others too. */
  private record Plain(DartsOperation operation, Architecture network, Dl4jSupernet supernet) {

    double seconds(StepClock clock, int steps) throws InterruptedException {
      supernet.train(network, RATE);
      double start = clock.seconds();
      for (int i = 0; i < steps; i++) {
        supernet.train(network, RATE);
      }
      return (clock.seconds() - start) / steps;
    }
  }

  /** Seconds of one half step of the search, and of a training step for each operation. */
  private record Round(double half, Map<DartsOperation, Double> steps) {

    /** Of what all networks share, which the cheapest has at most, one is counted. */
    double sum() {
      double cheapest = steps.values().stream().mapToDouble(each -> each).min().orElseThrow();
      return cheapest
          + steps.values().stream().mapToDouble(each -> each - cheapest).sum();
    }
  }

  private static Architecture network(DartsNetwork sizes, DartsOperation operation) {
    DartsCell cell =
        new DartsCell(List.of(new DartsCell.Edge(operation, 0), new DartsCell.Edge(operation, 1)));
    return sizes.of(cell, cell, 1, false);
  }

  private Round round(List<Plain> plain, DartsSupernet mixed) throws InterruptedException {
    StepClock clock = new StepClock(threads);
    Map<DartsOperation, Double> seconds = new EnumMap<>(DartsOperation.class);
    for (Plain each : plain) {
      seconds.put(each.operation(), each.seconds(clock, steps));
    }
    double start = clock.seconds();
    DartsSearch.builder(mixed).order(1).epochs(1).run();
    return new Round((clock.seconds() - start) / mixed.batches() / 2, seconds);
  }

  /** Judges the median of the rounds' own ratios, since the machine's speed changes. */
  private int report(List<Round> all, long held, long known) {
    PrintWriter out = command.commandLine().getOut();
    out.printf("%-40s %8s%n", "", "ms");
    for (DartsOperation operation : all.get(0).steps().keySet()) {
      line(
          out,
          "a training step, " + operation,
          all.stream().mapToDouble(round -> round.steps().get(operation)).toArray());
    }
    line(out, "the sum of all operations", all.stream().mapToDouble(Round::sum).toArray());
    line(out, "half a step of DARTS", all.stream().mapToDouble(Round::half).toArray());
    double ratio = new Median()
        .evaluate(all.stream().mapToDouble(round -> round.half() / round.sum()).toArray());
    out.printf(
        "a step costs %.2f times the sum of its operations; it holds %.1f MB, %.1f MB were known"
            + " beforehand%n",
        ratio, held / 1e6, known / 1e6);
    out.flush();
    return ratio <= most ? 0 : 1;
  }

  private static void line(PrintWriter out, String what, double[] seconds) {
    out.printf("%-40s %8.2f%n", what, 1000 * new Median().evaluate(seconds));
  }
}
