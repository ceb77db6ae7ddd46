package org.nas4j.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.benchmarks.child.PythonScript;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Standardisation;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.Engine;
import org.nas4j.images.LearningRate;
import org.nas4j.images.Precision;
import org.nas4j.images.TrainedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network on MNIST or CIFAR-10 with each engine from several seeds. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description = {
      "Test accuracy of network (a) or (c) after two epochs over 10,000 images: ours on oneDNN in 32",
      "bits and in bfloat16, ours on Deeplearning4j's layers, and PyTorch, each from several seeds."
    })
public final class QualityCommand implements Callable<Integer> {

  private static final String SCRIPT = "nas-benchmarks/src/main/python/quality.py";

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      description = "Folder of MNIST's four files, or a binary file of CIFAR-10, then with --test.")
  private Path data;

  @Option(names = "--test", description = "A binary file of CIFAR-10, to test by.")
  private Path testFile;

  @Option(
      names = "--network",
      defaultValue = "a",
      description = "a, plain convolutions, or c, the cells that ENAS found: ${DEFAULT-VALUE}.")
  private String network;

  @Option(
      names = "--seeds",
      defaultValue = "5",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--first-seed",
      defaultValue = "1",
      description = "The others follow it. Default: ${DEFAULT-VALUE}.")
  private int firstSeed;

  @Option(names = "--examples", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  private int examples;

  @Option(names = "--epochs", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--engines",
      split = ",",
      description = "Some of nas4j,nas4j-bf16,portable,pytorch. Default: all that are at hand.")
  private List<String> engines;

  @Option(names = "--pytorch", description = "An interpreter that has torch.")
  private String pytorch;

  @Option(
      names = "--script",
      defaultValue = SCRIPT,
      description = "Where PyTorch's script is. Default: ${DEFAULT-VALUE}.")
  private Path script;

  /** Creates the command; picocli fills in its options. */
  public QualityCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset all = testFile == null ? Idx.training(data) : Cifar.cifar10(data);
    Dataset raw = all.subset(IntStream.range(0, Math.min(examples, all.size())).toArray());
    Standardisation scale = Standardisation.fit(raw);
    Dataset training = scale.apply(raw);
    Dataset test = scale.apply(testFile == null ? Idx.test(data) : Cifar.cifar10(testFile));
    Architecture architecture = architecture((Shape.Image) training.shape());
    List<Competitor> competitors = competitors();
    Map<String, Rates> accuracies = new LinkedHashMap<>();
    for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
      for (Competitor each : competitors) {
        double accuracy = each == Competitor.PYTORCH
            ? peer(architecture, seed)
            : accuracy(each, architecture, training, test, seed);
        add(accuracies, each.word(), seed, accuracy);
      }
    }
    accuracies.forEach((name, rates) -> print(
        "%-12s median %.4f, %.4f to %.4f", name, rates.median(), rates.least(), rates.most()));
    return 0;
  }

  private Architecture architecture(Shape.Image input) {
    return Networks.withoutUnused(
        switch (network) {
          case "a" -> Networks.plainConvolutions(input);
          case "c" -> Networks.enasMicro(input);
          default ->
            throw new IllegalArgumentException(
                "There is no network [" + network + "] here.\nMaybe take a or c.");
        });
  }

  private List<Competitor> competitors() {
    if (engines != null) {
      return engines.stream().map(Competitor::of).toList();
    }
    List<Competitor> all = new ArrayList<>(List.of(Competitor.NAS4J));
    if (OneDnnNetwork.isAvailable(FloatType.BFLOAT16)) {
      all.add(Competitor.NAS4J_BF16);
    }
    all.add(Competitor.PORTABLE);
    if (pytorch != null) {
      all.add(Competitor.PYTORCH);
    }
    return all;
  }

  private double accuracy(
      Competitor competitor, Architecture architecture, Dataset training, Dataset test, long seed)
      throws InterruptedException {
    Dl4jTraining settings = Dl4jTraining.builder()
        .engine(competitor == Competitor.PORTABLE ? Engine.PORTABLE : Engine.ONEDNN)
        .precision(competitor.isBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32)
        .epochs(epochs)
        .nesterov(Training.MOMENTUM)
        .learningRate(LearningRate.constant(Training.RATE))
        .weightDecay(Training.WEIGHT_DECAY)
        .build();
    return TrainedNetwork.train(architecture, training, settings, seed)
        .evaluate(test)
        .accuracy();
  }

  private double peer(Architecture architecture, int seed)
      throws IOException, InterruptedException {
    if (testFile != null) {
      throw new IllegalArgumentException(
          "PyTorch's script reads MNIST, but there is a file to test by, [" + testFile
              + "].\nMaybe leave pytorch out with --engines.");
    }
    Path description = Files.createTempFile("network", ".json");
    try {
      ArchitectureJson.write(architecture, description);
      List<String> arguments = new ArrayList<>(List.of(
          description.toString(),
          data.toString(),
          Integer.toString(examples),
          Integer.toString(epochs),
          Integer.toString(seed)));
      return Double.parseDouble(new PythonScript(pytorch, script).run(arguments));
    } finally {
      Files.delete(description);
    }
  }

  private void add(Map<String, Rates> accuracies, String engine, int seed, double accuracy) {
    print("seed %d %-12s %.4f", seed, engine, accuracy);
    accuracies.merge(engine, new Rates(List.of(accuracy)), (before, one) -> before.with(accuracy));
  }

  private void print(String format, Object... values) {
    command.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
    command.commandLine().getOut().flush();
  }
}
