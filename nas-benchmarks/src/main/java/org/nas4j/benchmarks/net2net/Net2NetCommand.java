package org.nas4j.benchmarks.net2net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.dl4j.Dl4jTraining;
import org.nas4j.dl4j.LearningRate;
import org.nas4j.dl4j.Scores;
import org.nas4j.dl4j.TrainedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much sooner a student that starts from its teacher's function is as good as one from scratch (chen2016net2net).
 * Rates are constant, and the optimizer starts anew at each epoch, for all alike. Only validation data judge.
 */
@Command(
    name = "net2net",
    mixinStandardHelpOptions = true,
    description = {
      "Epochs until a wider and deeper student of a trained network is as good as the same network",
      "from scratch after its last epoch. Ends with status 1 if that takes more than half of them,",
      "or if its loss after the first epoch is not the least."
    })
public final class Net2NetCommand implements Callable<Integer> {

  @Spec
  private CommandSpec command;

  @Option(names = "--data", required = true, description = "Folder of MNIST's IDX files.")
  private Path data;

  @Option(names = "--out", defaultValue = "target/net2net", description = "For net2net.csv.")
  private Path out;

  @Option(names = "--training", defaultValue = "10000", description = "${DEFAULT-VALUE} images.")
  private int trainingSize;

  @Option(names = "--validation", defaultValue = "2000", description = "${DEFAULT-VALUE} images.")
  private int validationSize;

  @Option(
      names = "--filters",
      defaultValue = "8",
      description = "Of the teacher's first convolution; the next have twice and thrice as many.")
  private int filters;

  @Option(names = "--teacher-epochs", defaultValue = "4", description = "${DEFAULT-VALUE}")
  private int teacherEpochs;

  @Option(names = "--epochs", defaultValue = "6", description = "Of students: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--rate", defaultValue = "0.003", description = "Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--student-rate",
      defaultValue = "0.3",
      description = "Times --rate, for students of the teacher: ${DEFAULT-VALUE}.")
  private double factor;

  @Option(names = "--seeds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  private final Map<Start, List<List<Scores>>> curves = new EnumMap<>(Start.class);
  private final List<Scores> teachers = new ArrayList<>();

  /** Creates the command; picocli fills in its options. */
  public Net2NetCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset all = Idx.training(data);
    for (Start start : Start.values()) {
      curves.put(start, new ArrayList<>());
    }
    for (int seed = 1; seed <= seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      run(
          all.sample(trainingSize + validationSize, random)
              .split(validationSize, random)
              .standardised(),
          seed);
    }
    write();
    return report();
  }

  private void run(Split split, long seed) throws InterruptedException {
    Dataset training = split.training();
    Architecture small = Student.teacher(training.shape(), training.classes(), filters);
    TrainedNetwork teacher =
        TrainedNetwork.train(small, training, settings(rate, teacherEpochs), seed);
    teachers.add(teacher.evaluate(split.validation()));
    for (Start start : Start.values()) {
      Dl4jTraining settings = settings(start.isSlow() ? rate * factor : rate, 1);
      TrainedNetwork student = Student.of(start, teacher, training, settings, seed);
      List<Scores> curve = new ArrayList<>(List.of(student.evaluate(split.validation())));
      for (int epoch = 1; epoch <= epochs; epoch++) {
        student = student.trainFurther(training, settings, 1000 * seed + epoch);
        curve.add(student.evaluate(split.validation()));
      }
      curves.get(start).add(curve);
    }
  }

  private static Dl4jTraining settings(double rate, int epochs) {
    return Dl4jTraining.builder()
        .learningRate(LearningRate.constant(rate))
        .epochs(epochs)
        .build();
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("start,seed,epoch,accuracy,loss\n");
    curves.forEach((start, runs) -> {
      for (int run = 0; run < runs.size(); run++) {
        for (int epoch = 0; epoch <= epochs; epoch++) {
          Scores scores = runs.get(run).get(epoch);
          text.append(String.format(
              Locale.ROOT,
              "%s,%d,%d,%.5f,%.6f%n",
              start,
              run + 1,
              epoch,
              scores.accuracy(),
              scores.loss()));
        }
      }
    });
    Files.createDirectories(out);
    Files.writeString(out.resolve("net2net.csv"), text);
  }

  private double median(Start start, int epoch, ToDoubleFunction<Scores> figure) {
    return median(curves.get(start).stream().map(curve -> curve.get(epoch)).toList(), figure);
  }

  private static double median(List<Scores> scores, ToDoubleFunction<Scores> figure) {
    double[] sorted = scores.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The first epoch at which the median accuracy is that of scratch's last; one more than there are, if none. */
  private int reaches(Start start) {
    double target = median(Start.SCRATCH, epochs, Scores::accuracy);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      if (median(start, epoch, Scores::accuracy) >= target) {
        return epoch;
      }
    }
    return epochs + 1;
  }

  private int report() {
    PrintWriter to = command.commandLine().getOut();
    to.printf(
        Locale.ROOT,
        "teacher after %d epochs: accuracy %.4f, loss %.4f (medians of %d seeds)%n",
        teacherEpochs,
        median(teachers, Scores::accuracy),
        median(teachers, Scores::loss),
        seeds);
    to.printf("%-18s %8s", "accuracy / loss", "epoch 0");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      to.printf(" %13d", epoch);
    }
    to.printf(" %14s%n", "as good as last");
    for (Start start : Start.values()) {
      to.printf("%-18s", start);
      for (int epoch = 0; epoch <= epochs; epoch++) {
        to.printf(
            Locale.ROOT,
            " %.4f/%.4f",
            median(start, epoch, Scores::accuracy),
            median(start, epoch, Scores::loss));
      }
      int reached = reaches(start);
      to.printf(" %14s%n", reached > epochs ? "never" : "epoch " + reached);
    }
    to.flush();
    double first = median(Start.NET2NET, 1, Scores::loss);
    boolean least = first < median(Start.PADDED, 1, Scores::loss)
        && first < median(Start.PADDED_FULL_RATE, 1, Scores::loss)
        && first < median(Start.SCRATCH, 1, Scores::loss);
    return least && 2 * reaches(Start.NET2NET) <= epochs ? 0 : 1;
  }
}
