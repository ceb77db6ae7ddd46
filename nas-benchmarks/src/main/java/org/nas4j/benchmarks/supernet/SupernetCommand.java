package org.nas4j.benchmarks.supernet;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Dataset;
import org.nas4j.images.Dl4jSupernet;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.space.SearchSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What it costs to change the network at every step of shared weights. Of each of many random
 * networks the first step, right after a step of another network, is timed against its later ones,
 * and these against training with weights of its own. So all three are about the same networks.
 */
@Command(
    name = "supernet",
    mixinStandardHelpOptions = true,
    description = {
      "Steps per second on shared weights: a fresh network at every step, one network again and",
      "again, and plain training of it. Ends with status 1 if a switch costs more than --switch of",
      "a step, or a fresh network is slower than plain training by more than --slower."
    })
public final class SupernetCommand implements Callable<Integer> {

  private static final int AGAIN = 4;
  private static final int STEPS = 20;
  private static final double UPPER_QUARTER = 75;
  private static final double NANOS = 1e9;
  private static final double RATE = 0.01;

  @Spec
  private CommandSpec command;

  @Option(names = "--space", defaultValue = "MICRO", description = "Default: ${DEFAULT-VALUE}.")
  private Children children;

  @Option(names = "--filters", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}.")
  private int filters;

  @Option(names = "--side", defaultValue = "28", description = "Of an image: ${DEFAULT-VALUE}.")
  private int side;

  @Option(names = "--batch", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--engine", defaultValue = "AUTO", description = "Default: ${DEFAULT-VALUE}.")
  private Engine engine;

  @Option(
      names = "--warm-up",
      defaultValue = "150",
      description = "Steps before the clock runs: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(names = "--networks", defaultValue = "150", description = "Default: ${DEFAULT-VALUE}.")
  private int networks;

  @Option(
      names = "--plain",
      defaultValue = "15",
      description = "How many of them are trained plainly: ${DEFAULT-VALUE}.")
  private int plain;

  @Option(names = "--switch", defaultValue = "0.1", description = "Default: ${DEFAULT-VALUE}.")
  private double mostForSwitch;

  @Option(names = "--slower", defaultValue = "0.15", description = "Default: ${DEFAULT-VALUE}.")
  private double mostSlower;

  /** Creates the command; picocli fills in its options. */
  public SupernetCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Shape shape = Shape.image(1, side, side);
    SearchSpace<Architecture> space = children.space(shape, 10, filters);
    Dataset training = Noise.images(side, batch * STEPS, 1);
    Dataset validation = Noise.images(side, batch, 2);
    Dl4jTraining settings = Dl4jTraining.builder()
        .nesterov(0.9)
        .weightDecay(1e-4)
        .batch(batch)
        .engine(engine)
        .build();
    SplittableRandom random = new SplittableRandom(3);
    List<Times> switched = new ArrayList<>();
    List<Times> plainly = new ArrayList<>();
    try (Dl4jSupernet supernet = Dl4jSupernet.builder()
        .training(training)
        .validation(validation)
        .settings(settings)
        .threads(threads)
        .build()) {
      for (int i = 0; i < warmUp; i++) {
        supernet.train(Children.draw(space, random), RATE);
      }
      for (int i = 0; i < networks; i++) {
        Architecture child = Children.draw(space, random);
        double fresh = seconds(supernet, child);
        switched.add(new Times(fresh, again(supernet, child, AGAIN)));
      }
      PlainTraining own = new PlainTraining(training, validation, settings, threads);
      own.seconds(Children.draw(space, random));
      for (int i = 0; i < plain; i++) {
        Architecture child = Children.draw(space, random);
        double alone = own.seconds(child);
        supernet.train(child, RATE);
        plainly.add(new Times(again(supernet, child, STEPS), alone));
      }
    }
    return report(switched, plainly);
  }

  /** Seconds of a step of one network in two ways, one right after the other. */
  private record Times(double one, double other) {}

  private static double again(Dl4jSupernet supernet, Architecture child, int steps)
      throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += seconds(supernet, child);
    }
    return sum / steps;
  }

  private static double seconds(Dl4jSupernet supernet, Architecture child)
      throws InterruptedException {
    long start = System.nanoTime();
    supernet.train(child, RATE);
    return (System.nanoTime() - start) / NANOS;
  }

  /**
   * Times are told as means; what is judged are medians of the networks' own ratios, since the
   * machine's speed changes.
   */
  private int report(List<Times> switched, List<Times> plainly) {
    double switching = median(switched, times -> times.one() / times.other()) - 1;
    double shared = median(plainly, times -> times.one() / times.other());
    double slower = (1 + switching) * shared - 1;
    PrintWriter out = command.commandLine().getOut();
    out.printf("%-40s %8s%n", "", "ms");
    line(out, "a fresh network at every step", switched, Times::one);
    line(out, "one network, shared weights", switched, Times::other);
    line(out, "one network, shared weights", plainly, Times::one);
    line(out, "one network, weights of its own", plainly, Times::other);
    out.printf(
        "a switch costs %.1f %% of a step (a quarter of the networks: more than %.1f %%);"
            + " a fresh network is %.1f %% slower than plain training%n",
        100 * switching,
        100 * (percentile(switched, times -> times.one() / times.other(), UPPER_QUARTER) - 1),
        100 * slower);
    out.flush();
    return switching <= mostForSwitch && slower <= mostSlower ? 0 : 1;
  }

  private static double median(List<Times> all, ToDoubleFunction<Times> figure) {
    return percentile(all, figure, 50);
  }

  private static double percentile(
      List<Times> all, ToDoubleFunction<Times> figure, double percent) {
    return new Percentile(percent).evaluate(all.stream().mapToDouble(figure).toArray());
  }

  private static void line(
      PrintWriter out, String what, List<Times> all, ToDoubleFunction<Times> seconds) {
    double mean = all.stream().mapToDouble(seconds).average().orElse(Double.NaN);
    out.printf("%-40s %8.2f%n", what, 1000 * mean);
  }
}
