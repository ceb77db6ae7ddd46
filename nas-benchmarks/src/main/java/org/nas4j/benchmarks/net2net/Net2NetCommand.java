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
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.arch.Architecture;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.ParentWeights;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.Genotype;
import org.nas4j.store.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much sooner a student that starts from its teacher's function is as good as one from scratch
 * (chen2016net2net). Each training is one course of Adam with a rate that falls along a cosine to
 * nothing. Only validation data judge.
 */
@Command(
    name = "net2net",
    mixinStandardHelpOptions = true,
    description = {
      "Students of a trained network, wider, deeper or both: trained from the teacher's function, "
          + "from its padded numbers,",
      "and from scratch. Ends with status 1 if one that has the function is not as good after half the epochs as from",
      "scratch after all, or has not less loss after its first epoch than from padded numbers and scratch (medians)."
    })
public final class Net2NetCommand implements Callable<Integer> {

  private static final long TEACHER = 0;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      description = "Folder of MNIST's IDX files, or a binary file of CIFAR-10.")
  private Path data;

  @Option(names = "--out", defaultValue = "target/net2net", description = "For net2net.csv.")
  private Path out;

  @Option(names = "--training", defaultValue = "45000", description = "${DEFAULT-VALUE} images.")
  private int trainingSize;

  @Option(names = "--validation", defaultValue = "10000", description = "${DEFAULT-VALUE} images.")
  private int validationSize;

  @Option(
      names = "--filters",
      defaultValue = "8",
      description = "Of the teacher's first convolution: ${DEFAULT-VALUE}.")
  private int filters;

  @Option(names = "--teacher-epochs", defaultValue = "8", description = "${DEFAULT-VALUE}")
  private int teacherEpochs;

  @Option(names = "--epochs", defaultValue = "4", description = "From scratch: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--rate", defaultValue = "0.003", description = "Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--low-rate",
      defaultValue = "0.3",
      description = "Times --rate, for students with shorter steps: ${DEFAULT-VALUE}.")
  private double factor;

  @Option(
      names = "--growth",
      split = ",",
      defaultValue = "WIDER,DEEPER,BOTH",
      description = "Students: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<Growth> growths;

  @Option(names = "--seeds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  private final List<Evaluation> teachers = new ArrayList<>();
  private final Map<Growth, Map<Start, List<Evaluation>>> students = new EnumMap<>(Growth.class);

  /** Creates the command; picocli fills in its options. */
  public Net2NetCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset all = Files.isDirectory(data) ? Idx.training(data) : Cifar.cifar10(data);
    for (int seed = 1; seed <= seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      run(
          all.sample(trainingSize + validationSize, random)
              .split(validationSize, random)
              .standardised(),
          seed);
      command.commandLine().getOut().printf("seed %d of %d done%n", seed, seeds);
      command.commandLine().getOut().flush();
    }
    write();
    return report();
  }

  private void run(Split split, long seed) throws IOException, InterruptedException {
    Architecture small =
        Growth.teacher(split.training().shape(), split.training().classes(), filters);
    Files.createDirectories(out);
    WeightStore store =
        WeightStore.open(Files.createTempDirectory(out, "weights-"), 1 << 10, Long.MAX_VALUE);
    teachers.add(evaluator(split, teacherEpochs, ParentWeights.in(store))
        .evaluate(
            new Candidate<>(TEACHER, Genotype.EMPTY, small, OptionalLong.empty()),
            EvaluationContext.alone(seed)));
    TrainedNetwork teacher = TrainedNetwork.of(small, store.find(TEACHER).orElseThrow(), seed);
    long trial = TEACHER;
    for (Growth growth : growths) {
      Architecture large = growth
          .grow(new WeightedArchitecture(small, teacher.weights()), new SplittableRandom(seed))
          .architecture();
      for (Start start : Start.values()) {
        ParentWeights parents = ParentWeights.builder(store)
            .carriedBy(new Student(small, growth, start))
            .learningRate(start.isSlow() ? factor : 1)
            .build();
        Evaluation student = evaluator(split, start.epochs(epochs), parents)
            .evaluate(
                new Candidate<>(++trial, Genotype.EMPTY, large, OptionalLong.of(TEACHER)),
                EvaluationContext.alone(seed));
        students
            .computeIfAbsent(growth, key -> new EnumMap<>(Start.class))
            .computeIfAbsent(start, key -> new ArrayList<>())
            .add(student);
      }
    }
  }

  private Dl4jEvaluator evaluator(Split split, int count, ParentWeights parents) {
    return Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(Dl4jTraining.builder()
            .learningRate(LearningRate.cosine(rate))
            .epochs(count)
            .build())
        .threads(Runtime.getRuntime().availableProcessors())
        .latencyBatch(0)
        .parentWeights(parents)
        .build();
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("growth,start,seed,epoch,accuracy,loss\n");
    students.forEach((growth, starts) -> starts.forEach((start, runs) -> {
      for (int run = 0; run < runs.size(); run++) {
        List<Double> accuracies = runs.get(run).history(Metric.VALIDATION_ACCURACY);
        List<Double> losses = runs.get(run).history(Metric.VALIDATION_LOSS);
        for (int i = 0; i < accuracies.size(); i++) {
          text.append(String.format(
              Locale.ROOT,
              "%s,%s,%d,%d,%.5f,%.6f%n",
              growth,
              start,
              run + 1,
              i + 1,
              accuracies.get(i),
              losses.get(i)));
        }
      }
    }));
    AtomicFile.writeString(out.resolve("net2net.csv"), text.toString());
  }

  private static double last(List<Evaluation> runs, Metric metric) {
    return median(runs.stream().mapToDouble(run -> run.get(metric)).toArray());
  }

  private static double first(List<Evaluation> runs, Metric metric) {
    return median(runs.stream().mapToDouble(run -> run.history(metric).get(0)).toArray());
  }

  private static double median(double[] values) {
    return new Median().evaluate(values);
  }

  private int report() {
    PrintWriter to = command.commandLine().getOut();
    to.printf(
        Locale.ROOT,
        "teacher after %d epochs: accuracy %.4f, loss %.4f (medians of %d seeds)%n",
        teacherEpochs,
        last(teachers, Metric.VALIDATION_ACCURACY),
        last(teachers, Metric.VALIDATION_LOSS),
        seeds);
    to.printf(
        "%-8s %-18s %12s %8s %10s %10s%n",
        "student", "start", "first epoch", "epochs", "loss", "accuracy");
    students.forEach((growth, starts) -> starts.forEach((start, runs) -> to.printf(
        Locale.ROOT,
        "%-8s %-18s %12.4f %8d %10.4f %10.4f%n",
        growth,
        start,
        first(runs, Metric.VALIDATION_LOSS),
        start.epochs(epochs),
        last(runs, Metric.VALIDATION_LOSS),
        last(runs, Metric.VALIDATION_ACCURACY))));
    to.flush();
    return students.values().stream().allMatch(Net2NetCommand::isWorthIt) ? 0 : 1;
  }

  private static boolean isWorthIt(Map<Start, List<Evaluation>> starts) {
    List<Evaluation> ours = starts.get(Start.NET2NET);
    double loss = first(ours, Metric.VALIDATION_LOSS);
    boolean least = Stream.of(Start.PADDED, Start.SCRATCH_HALF)
        .allMatch(start -> loss < first(starts.get(start), Metric.VALIDATION_LOSS));
    return least
        && last(ours, Metric.VALIDATION_ACCURACY)
            >= last(starts.get(Start.SCRATCH), Metric.VALIDATION_ACCURACY);
  }
}
