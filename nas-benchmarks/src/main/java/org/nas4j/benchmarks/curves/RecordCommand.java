package org.nas4j.benchmarks.curves;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.arch.Shape;
import org.nas4j.benchmarks.options.MnistOptions;
import org.nas4j.data.Split;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ChainSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Records learning curves of our own trainings, for {@link CurvesCommand}: networks of a chain and
 * settings drawn at random, validation errors after each epoch.
 */
@Command(
    name = "record-curves",
    mixinStandardHelpOptions = true,
    description = {
      "Trains networks of a chain, drawn at random with rate and batch, and writes features and",
      "validation errors after each epoch to a file that curves reads."
    })
public final class RecordCommand implements Callable<Integer> {

  private static final double SLOWEST = 1e-3;
  private static final double FASTEST = 0.3;
  private static final int[] BATCHES = {16, 32, 64, 128, 256};

  @Spec
  private CommandSpec command;

  @Mixin
  private final MnistOptions mnist = new MnistOptions(1_000, 1_000);

  @Option(names = "--out", required = true, description = "The CSV file to be written.")
  private Path file;

  @Option(names = "--networks", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int networks;

  @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--threads", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  /** Creates the command; picocli fills in its options. */
  public RecordCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(mnist.seed());
    Split split = mnist.split();
    SearchSpace<Architecture> space =
        ChainSpace.of((Shape.Image) split.training().shape(), split.training().classes());
    List<String> lines = new ArrayList<>(List.of(header()));
    while (lines.size() <= networks) {
      Build<Architecture> drawn = space.sample(Chooser.uniform(random));
      try {
        lines.add(line(lines.size() - 1, drawn, split, random));
      } catch (ArithmeticException e) {
        print("Left out: " + e.getMessage());
        continue;
      }
      AtomicFile.writeString(file, String.join("\n", lines) + "\n");
      print(lines.get(lines.size() - 1));
    }
    return 0;
  }

  private String header() {
    return Stream.concat(
            Stream.of(
                "id",
                "log10_learning_rate",
                "log2_batch_size",
                "log10_parameters",
                "log10_macs",
                "nodes"),
            IntStream.rangeClosed(1, epochs).mapToObj(epoch -> CurveFile.ERROR + epoch))
        .collect(Collectors.joining(","));
  }

  private String line(int id, Build<Architecture> drawn, Split split, RandomGenerator random)
      throws InterruptedException {
    double rate = SLOWEST * Math.pow(FASTEST / SLOWEST, random.nextDouble());
    int batch = BATCHES[random.nextInt(BATCHES.length)];
    Dl4jEvaluator evaluator = Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(Dl4jTraining.builder()
            .learningRate(LearningRate.cosine(rate))
            .batch(batch)
            .epochs(epochs)
            .build())
        .threads(threads)
        .latencyBatch(0)
        .build();
    List<Double> accuracies = evaluator
        .evaluate(
            new Candidate<>(id, drawn.genotype(), drawn.architecture(), OptionalLong.empty()),
            EvaluationContext.alone(mnist.seed() + id))
        .history(Metric.VALIDATION_ACCURACY);
    Cost cost = drawn.architecture().cost();
    return Stream.concat(
            Stream.of(
                id,
                Math.log10(rate),
                Math.log(batch) / Math.log(2),
                Math.log10(cost.parameters()),
                Math.log10(cost.macs()),
                drawn.architecture().nodes().size()),
            accuracies.stream().map(accuracy -> 1 - accuracy))
        .map(RecordCommand::number)
        .collect(Collectors.joining(","));
  }

  private static String number(Number value) {
    return value instanceof Double
        ? String.format(Locale.ROOT, "%.5f", value.doubleValue())
        : value.toString();
  }

  private void print(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
