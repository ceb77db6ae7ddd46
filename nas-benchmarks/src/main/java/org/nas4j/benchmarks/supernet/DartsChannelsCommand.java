package org.nas4j.benchmarks.supernet;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.arch.Shape;
import org.nas4j.darts.DartsSearch;
import org.nas4j.data.Dataset;
import org.nas4j.images.DartsSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.MemoryNeed;
import org.nas4j.spaces.darts.DartsNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What partial channels save of a step of DARTS' first order, and of its memory. All networks take
 * turns, since the machine's speed changes, and are compared round by round.
 */
@Command(
    name = "darts-channels",
    mixinStandardHelpOptions = true,
    description = {
      "Milliseconds of a first-order step of DARTS, and its memory, where one in K channels goes",
      "through the operations. Ends with status 1 if the greatest K does not save time and memory."
    })
public final class DartsChannelsCommand implements Callable<Integer> {

  private static final int CLASSES = 10;
  private static final double MEGABYTE = 1e6;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--one-in",
      split = ",",
      defaultValue = "1,2,4",
      description = "K, from 1 on: ${DEFAULT-VALUE}.")
  private List<Integer> oneIn;

  @Option(names = "--cells", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int cells;

  @Option(names = "--filters", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int filters;

  @Option(names = "--nodes", defaultValue = "4", description = "Of a cell: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(names = "--side", defaultValue = "28", description = "Of an image: ${DEFAULT-VALUE}.")
  private int side;

  @Option(names = "--batch", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--threads", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  /** Creates the command; picocli fills in its options. */
  public DartsChannelsCommand() {}

  /** One network, and what its steps took. */
  private record Mixed(int oneIn, DartsSupernet supernet, long known, List<Double> seconds) {

    double median() {
      return median(seconds);
    }

    /** By the rounds' own ratios. */
    double timesAsLongAs(Mixed other) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < seconds.size(); i++) {
        ratios.add(seconds.get(i) / other.seconds.get(i));
      }
      return median(ratios);
    }

    private static double median(List<Double> values) {
      return new Median().evaluate(values.stream().mapToDouble(each -> each).toArray());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Dataset training = Noise.images(side, batch, 1);
    Dataset validation = Noise.images(side, batch, 2);
    DartsNetwork sizes =
        new DartsNetwork(Shape.image(1, side, side), CLASSES, cells, filters, nodes);
    List<Mixed> all = new ArrayList<>();
    try {
      for (int each : oneIn) {
        all.add(new Mixed(
            each,
            DartsSupernet.builder(training, validation)
                .sizes(sizes)
                .partialChannels(each)
                .settings(Dl4jTraining.builder().batch(batch).build())
                .threads(threads)
                .build(),
            MemoryNeed.ofTraining(sizes.mixed(each).network(), batch, Engine.ONEDNN)
                .bytes(),
            new ArrayList<>()));
      }
      for (int round = 0; round <= rounds; round++) {
        for (Mixed each : all) {
          double seconds = step(each.supernet());
          if (round > 0) {
            each.seconds().add(seconds);
          }
        }
      }
      return report(all);
    } finally {
      all.forEach(each -> each.supernet().close());
    }
  }

  /** An epoch is one minibatch. */
  private double step(DartsSupernet supernet) throws InterruptedException {
    DartsSearch search = DartsSearch.builder(supernet)
        .order(1)
        .edgeNormalization(supernet.bypasses())
        .epochs(1)
        .build();
    StepClock clock = new StepClock(threads);
    double start = clock.seconds();
    search.run();
    return clock.seconds() - start;
  }

  private int report(List<Mixed> all) {
    PrintWriter out = command.commandLine().getOut();
    Mixed first = all.get(0);
    out.printf(
        "%6s %10s %10s %10s %10s%n", "one in", "ms a step", "of first", "MB held", "MB known");
    for (Mixed each : all) {
      out.printf(
          "%6d %10.1f %10.2f %10.1f %10.1f%n",
          each.oneIn(),
          1000 * each.median(),
          each.timesAsLongAs(first),
          each.supernet().nativeBytes() / MEGABYTE,
          each.known() / MEGABYTE);
    }
    out.flush();
    Mixed last = all.get(all.size() - 1);
    boolean saves = last.timesAsLongAs(first) < 1
        && last.supernet().nativeBytes() < first.supernet().nativeBytes();
    return saves ? 0 : 1;
  }
}
