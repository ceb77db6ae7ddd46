package org.nas4j.benchmarks.auto;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.auto.AutoResult;
import org.nas4j.auto.AutoSearch;
import org.nas4j.auto.DenseNetworks;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.data.Table;
import org.nas4j.data.TableTask;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.GrowingSearch;
import org.nas4j.images.GrowthPolicy;
import org.nas4j.images.StartNetworks;
import org.nas4j.images.TrainedNetwork;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether one call is worse than the network written by hand, trained for the same time. */
@Command(
    name = "handmade",
    mixinStandardHelpOptions = true,
    description = {
      "Test accuracy of what AutoSearch hands over, and of the network written by hand that it starts from, trained",
      "for the same time on the same examples, from several seeds."
    })
public final class HandmadeCommand implements Callable<Integer> {

  private static final int BATCH = 32;
  private static final int PROBE_EPOCHS = 2;
  private static final int TEST_PART = 5;

  private static final Duration WARM_UP = Duration.ofSeconds(1);

  /** As many images as AutoSearch holds back. */
  private static final int HELD_OUT_PART = 10;

  @Spec
  private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(names = "--target", description = "The column of a table to foretell. Default: the last.")
  private String target;

  @Option(
      names = "--examples",
      defaultValue = "5000",
      description = "The first of the images to train on. Default: ${DEFAULT-VALUE}.")
  private int examples;

  @Option(names = "--seconds", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--seeds", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  /** Creates the command; picocli fills in its options. */
  public HandmadeCommand() {}

  /** One of the two. */
  private static final class Source {

    @Option(names = "--images", description = "Folder of MNIST's four files.")
    private Path images;

    @Option(
        names = "--table",
        description =
            "A CSV file of classes, a fifth of which is test data, another for each seed.")
    private Path table;
  }

  /** Accuracies on test data. */
  private record Pair(double found, double hand) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    double[] differences = new double[seeds];
    // Loads native code, which would count against whoever is first.
    pair(0, WARM_UP);
    Duration time = Duration.ofMillis((long) (1_000 * seconds));
    for (int seed = 1; seed <= seeds; seed++) {
      Pair pair = pair(seed, time);
      differences[seed - 1] = pair.found() - pair.hand();
      print("seed %d: found %.4f, by hand %.4f", seed, pair.found(), pair.hand());
    }
    print(
        "difference: median %.4f, least %.4f, most %.4f",
        StatUtils.percentile(differences, 50),
        Arrays.stream(differences).min().orElseThrow(),
        Arrays.stream(differences).max().orElseThrow());
    return 0;
  }

  private Pair pair(long seed, Duration time) throws IOException, InterruptedException {
    return source.images != null ? ofImages(seed, time) : ofTable(seed, time);
  }

  private Pair ofImages(long seed, Duration time) throws IOException, InterruptedException {
    Dataset all = Idx.training(source.images);
    Dataset raw = all.subset(IntStream.range(0, Math.min(examples, all.size())).toArray());
    Dataset test = Idx.test(source.images);
    AutoResult result = AutoSearch.images(raw).within(time).seed(seed).run();
    Split parts = raw.split(raw.size() / HELD_OUT_PART, new SplittableRandom(seed));
    Standardisation figures = Standardisation.fit(parts.training());
    TrainedNetwork hand = GrowingSearch.builder(
            StartNetworks.residual((Shape.Image) raw.shape(), raw.classes()))
        .training(figures.apply(parts.training()))
        .validation(figures.apply(parts.validation()))
        .policy(GrowthPolicy.none())
        .within(time)
        .seed(seed)
        .build()
        .run()
        .network();
    return new Pair(accuracy(result, test), hand.evaluate(figures.apply(test)).accuracy());
  }

  private static double accuracy(AutoResult result, Dataset test) throws InterruptedException {
    return result.evaluate(test).accuracy();
  }

  private Pair ofTable(long seed, Duration time) throws IOException, InterruptedException {
    Table all = Table.read(source.table);
    String column = target == null ? all.columns().get(all.columns().size() - 1) : target;
    List<Table> parts = all.split(all.size() / TEST_PART, new SplittableRandom(seed));
    Table rows = parts.get(1);
    AutoResult result = AutoSearch.table(rows, column).within(time).seed(seed).run();
    TableTask task = TableTask.classification(rows, column);
    Dataset test = task.dataset(parts.get(0));
    Dataset raw = task.dataset(rows);
    Standardisation figures = Standardisation.fit(raw);
    TrainedNetwork hand = byHand(figures.apply(raw), seed, time);
    return new Pair(accuracy(result, test), hand.evaluate(figures.apply(test)).accuracy());
  }

  /** As many epochs as fit, by the speed of a short training. */
  private TrainedNetwork byHand(Dataset training, long seed, Duration time)
      throws InterruptedException {
    DenseNetworks space = new DenseNetworks(training.shape(), SoftmaxOutput.of(training.classes()));
    long begun = System.nanoTime();
    train(space, training, PROBE_EPOCHS, seed);
    double each = (System.nanoTime() - begun) / 1e9 / PROBE_EPOCHS;
    return train(space, training, (int) Math.max(1, time.toNanos() / 1e9 / each), seed);
  }

  private static TrainedNetwork train(DenseNetworks space, Dataset training, int epochs, long seed)
      throws InterruptedException {
    Dl4jTraining how =
        Dl4jTraining.builder().epochs(epochs).batch(BATCH).weightDecay(1e-4).build();
    return TrainedNetwork.train(space.handmade(), training, how, seed);
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
