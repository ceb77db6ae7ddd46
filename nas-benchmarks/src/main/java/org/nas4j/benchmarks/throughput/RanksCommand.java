package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.benchmarks.options.MnistOptions;
import org.nas4j.data.Split;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Precision;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.nas.NasSkipSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a search in bfloat16 would rank networks as one in 32 bits does. */
@Command(
    name = "ranks",
    mixinStandardHelpOptions = true,
    description = {
      "Trains networks, drawn at random, in 32 bits from two seeds and in bfloat16 from the first of",
      "them, and prints the rank correlations of their validation accuracies."
    })
public final class RanksCommand implements Callable<Integer> {

  @Spec
  private CommandSpec command;

  @Mixin
  private final MnistOptions mnist = new MnistOptions(2_000, 5_000);

  @Option(names = "--networks", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
  private int networks;

  @Option(names = "--epochs", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  /** Creates the command; picocli fills in its options. */
  public RanksCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Split split = mnist.split();
    List<Architecture> drawn = drawn(NasSkipSpace.small(
        (Shape.Image) split.training().shape(), split.training().classes()));
    double[] first = new double[drawn.size()];
    double[] second = new double[drawn.size()];
    double[] half = new double[drawn.size()];
    for (int i = 0; i < drawn.size(); i++) {
      first[i] = accuracy(drawn.get(i), split, Precision.FLOAT32, mnist.seed());
      second[i] = accuracy(drawn.get(i), split, Precision.FLOAT32, mnist.seed() + 1);
      half[i] = accuracy(drawn.get(i), split, Precision.BFLOAT16, mnist.seed());
      print("network %d: %.4f and %.4f, in bfloat16 %.4f", i + 1, first[i], second[i], half[i]);
    }
    print("mean %.4f and %.4f, in bfloat16 %.4f", mean(first), mean(second), mean(half));
    SpearmansCorrelation spearman = new SpearmansCorrelation();
    print("Spearman between two seeds in 32 bits   %.4f", spearman.correlation(first, second));
    print(
        "Spearman between precisions, one mnist.seed()   %.4f", spearman.correlation(first, half));
    print("Spearman between precisions, two seeds  %.4f", spearman.correlation(second, half));
    return 0;
  }

  /** Each once. */
  private List<Architecture> drawn(SearchSpace<Architecture> space) {
    SplittableRandom random = new SplittableRandom(mnist.seed());
    Set<Architecture> drawn = new LinkedHashSet<>();
    while (drawn.size() < networks) {
      drawn.add(space.sample(Chooser.uniform(random)).architecture());
    }
    return List.copyOf(drawn);
  }

  private double accuracy(Architecture network, Split split, Precision precision, long from)
      throws InterruptedException {
    Dl4jTraining training =
        Dl4jTraining.builder().epochs(epochs).precision(precision).build();
    return TrainedNetwork.train(network, split.training(), training, from)
        .evaluate(split.validation())
        .accuracy();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
