package org.nas4j.benchmarks.supernet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.nas4j.arch.Cost;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Standardisation;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.spaces.darts.DartsNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * DARTS by both orders and with partial channels beside ENAS and random weight sharing: on the same
 * images, cells and sizes of networks, as many seconds for each search (of processor time with one
 * thread, else as it passes). What each derived is trained from scratch for as many epochs on all
 * images of the search, and judged by test images once.
 */
@Command(
    name = "darts-contest",
    mixinStandardHelpOptions = true,
    description = "Searches on DARTS' cells, each for as many seconds; then what they derived.")
public final class DartsContestCommand implements Callable<Integer> {

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      description = "Folder of MNIST's IDX files, or a binary file of CIFAR-10; noise if not set.")
  private Path data;

  @Option(names = "--test", description = "Binary file of CIFAR-10's test images.")
  private Path test;

  @Option(
      names = "--images",
      defaultValue = "4000",
      description = "Of the search, one half for weights: ${DEFAULT-VALUE}.")
  private int images;

  @Option(names = "--seconds", defaultValue = "60", description = "Of a search: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--epochs", defaultValue = "10", description = "From scratch: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--cells", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int cells;

  @Option(names = "--filters", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int filters;

  @Option(names = "--nodes", defaultValue = "4", description = "Of a cell: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(names = "--batch", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--alpha-factor",
      defaultValue = "1",
      description = "Of alpha's published rates, since short searches have few steps.")
  private double alphaFactor;

  @Option(names = "--first-seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int firstSeed;

  @Option(names = "--seeds", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--entrants",
      split = ",",
      defaultValue = "FIRST_ORDER,SECOND_ORDER,PARTIAL_CHANNELS,ENAS,RANDOM",
      description = "${COMPLETION-CANDIDATES}; all unless set.")
  private List<DartsEntrant> entrants;

  /** Creates the command; picocli fills in its options. */
  public DartsContestCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    say("| seed | search | epochs | s | parameters | million products | test | |%n");
    for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Dataset all = training().sample(images, random);
      Standardisation figures = Standardisation.fit(all);
      DartsNetwork sizes = new DartsNetwork(all.shape(), all.classes(), cells, filters, nodes);
      DartsField field = new DartsField(
          figures.apply(all).split(images / 2, random),
          sizes,
          batch,
          threads,
          seconds,
          alphaFactor,
          seed);
      for (DartsEntrant each : entrants) {
        judge(each, field, figures.apply(all), figures.apply(testing()));
      }
    }
    return 0;
  }

  private Dataset training() throws IOException {
    if (data == null) {
      return Noise.images(8, images, 1);
    }
    return Files.isDirectory(data) ? Idx.training(data) : Cifar.cifar10(data);
  }

  private Dataset testing() throws IOException {
    if (data == null) {
      return Noise.images(8, images, 2);
    }
    return Files.isDirectory(data) ? Idx.test(data) : Cifar.cifar10(test);
  }

  private void judge(DartsEntrant entrant, DartsField field, Dataset all, Dataset unseen)
      throws InterruptedException {
    DartsField.Derived derived = entrant.search(field);
    Dl4jTraining settings = Dl4jTraining.builder()
        .batch(batch)
        .learningRate(LearningRate.cosine(0.003))
        .epochs(epochs)
        .build();
    TrainedNetwork network = TrainedNetwork.train(derived.network(), all, settings, field.seed());
    Cost cost = derived.network().cost();
    say(
        "| %d | %s | %d | %.0f | %,d | %.2f | %.4f | %s |%n",
        field.seed(),
        entrant,
        derived.epochs(),
        derived.seconds(),
        cost.parameters(),
        cost.macs() / 1e6,
        network.evaluate(unseen).accuracy(),
        derived.note());
  }

  private void say(String format, Object... values) {
    command.commandLine().getOut().printf(Locale.ROOT, format, values);
    command.commandLine().getOut().flush();
  }
}
