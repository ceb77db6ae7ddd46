package org.nas4j.examples.grow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.examples.cli.DigitOptions;
import org.nas4j.examples.cli.Digits;
import org.nas4j.examples.cli.KeptSearch;
import org.nas4j.examples.cli.ModelFiles;
import org.nas4j.examples.cli.OptionChecks;
import org.nas4j.examples.cli.Program;
import org.nas4j.examples.cli.ResultFile;
import org.nas4j.examples.cli.RunOptions;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.ParentWeights;
import org.nas4j.images.Scores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.morphism.Inheritance;
import org.nas4j.morphism.MorphismSpace;
import org.nas4j.search.StopRule;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.morphism.MorphismSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Grows a network for images by function-preserving edits, in one of two ways. Under a clock it
 * grows while one training goes on ({@link GrowingImages}). Otherwise a search grows networks for
 * digits from a small one, each child starting from its parent's weights, and is compared with the
 * same search whose networks all start at random. A trial is equally many epochs in both; in the
 * first, the epochs of the ancestors come on top. Test data are looked at once, at the end.
 */
@Command(
    name = "grow",
    sortOptions = false,
    description = {
      "Grows a network for images by edits that keep its function.",
      "With --data and --minutes, or with --edits: in one training that goes on for all of the minutes, on"
          + " any images. Otherwise by a search whose networks start from their parents' weights, on images"
          + " of digits, compared with the same search from scratch.",
      ""
    })
public final class GrowNetwork implements Callable<Integer> {

  private static final ModelFiles BEST = new ModelFiles("best");
  private static final double MILLIS_PER_MINUTE = 60_000;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double MINUTES = 12;
  private static final int CHILDREN = 4;
  private static final int EDITS = 2;
  private static final int MOST_EDITS = 20;
  private static final long MOST_PARAMETERS = 200_000;
  private static final double CHILDREN_RATE = 0.1;

  private final PrintStream out;
  private final long begun;

  @Spec
  private CommandSpec command;

  @Mixin
  private DigitOptions digitOptions;

  @Option(
      names = "--trials",
      defaultValue = "12",
      description = "Networks to train in each search. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "For everything, from start to end. Each of two searches ends after half of this, even if trials"
              + " are left. Default: no limit for searches, 12 with --edits.")
  private Double minutes;

  @Option(
      names = "--edits",
      paramLabel = "WHO",
      description =
          "Grows in one training, on images in the folder of --data: MNIST's IDX files, CIFAR-10's binary files, or"
              + " a folder of pictures for each class, in train and test if there are both. ${COMPLETION-CANDIDATES}"
              + " decides on the edits. Default with --data and --minutes, but for --trials, --epochs, --train-size"
              + " and --resume: POLICY.")
  private Edits edits;

  @Option(
      names = "--start",
      paramLabel = "WHICH",
      defaultValue = "WIDEST",
      description =
          "What the one training starts with: ${COMPLETION-CANDIDATES}, as wide a network as there is time"
              + " for, or a small one. Default: ${DEFAULT-VALUE}.")
  private FirstNetwork first;

  @Option(
      names = "--validation-size",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Validation images of the one training, a tenth of what there is at most. Default: ${DEFAULT-VALUE}.")
  private int validationSize;

  @Mixin
  private RunOptions run;

  /**
   * The command.
   *
   * @param out for what it tells
   */
  public GrowNetwork(PrintStream out) {
    this(out, System.nanoTime());
  }

  /**
   * The command of a program that began earlier.
   *
   * @param out for what it tells
   * @param begun when, of {@link System#nanoTime}; the minutes count from there
   */
  public GrowNetwork(PrintStream out, long begun) {
    this.out = out;
    this.begun = begun;
  }

  /** One of the two searches. */
  private record Grown(Ranked<Architecture> best, TrainedNetwork network) {}

  /**
   * Runs the example.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Program program = Program.onTerminal();
    Program.exit(program.run(out -> new GrowNetwork(out, program.begun()), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionChecks checks = new OptionChecks(command);
    checks.atLeast(1, trials, "--trials");
    digitOptions.check(checks);
    if (minutes != null) {
      checks.minutes(minutes);
    }
    if (isOneTraining()) {
      return growWithinMinutes(checks);
    }
    ResultFile result = new ResultFile();
    Path folder = run.folder();
    Digits digits = digitOptions.load(run.seed());
    MorphismSpace space =
        MorphismSpace.of(start(digits.shape(), digits.classes()), MOST_EDITS, MOST_PARAMETERS);
    out.println("Data: " + digits.origin());
    Inheritance nothing = (genotype, child, parent, random) -> Map.of();
    Grown warm;
    Grown cold;
    try (KeptSearch kept = new KeptSearch(folder, digitOptions.resumes(), out::println)) {
      warm = search(kept, "with parents' weights", digits, space, space, CHILDREN_RATE);
      cold = search(kept, "from scratch", digits, space, nothing, 1);
    }
    Map<TrainedNetwork, Scores> scores =
        digits.test().judge(List.of(warm.network(), cold.network()));
    report("grown", warm, scores);
    report("from scratch", cold, scores);
    figures(warm, scores, result.best());
    figures(cold, scores, result.root().putObject("fromScratch"));
    result.root().put("seed", run.seed()).put("data", digits.origin());
    BEST.write(warm.network(), folder);
    result.write(folder);
    out.println("Model, architecture, drawings and figures are in " + folder);
    return 0;
  }

  /** Options of the searches say that these are meant. */
  private boolean isOneTraining() {
    boolean isSearch = Stream.of("--trials", "--epochs", "--train-size", "--resume")
        .anyMatch(command.commandLine().getParseResult()::hasMatchedOption);
    return edits != null || digitOptions.data().isPresent() && minutes != null && !isSearch;
  }

  private int growWithinMinutes(OptionChecks checks) throws IOException, InterruptedException {
    Path data = digitOptions
        .data()
        .orElseThrow(
            () -> checks.complaint("[--edits] needs images. Maybe name a folder with --data DIR."));
    checks.atLeast(1, validationSize, "--validation-size");
    digitOptions.download();
    GrowingImages.Request request = new GrowingImages.Request(
        data,
        validationSize,
        SECONDS_PER_MINUTE * (minutes == null ? MINUTES : minutes),
        first,
        edits == null ? Edits.POLICY : edits,
        run.seed());
    return new GrowingImages(request, run.folder(), new ResultFile(begun), out).run();
  }

  private static Architecture start(Shape shape, int classes) {
    Architecture.Builder b = Architecture.builder(shape);
    String last = Architecture.INPUT;
    for (int i = 1; i <= 2; i++) {
      last = b.add("conv" + i, Convolution.of(8, Window.square(3)), last);
      last = b.add("bn" + i, BatchNormalization.DEFAULT, last);
      last = b.add("relu" + i, Activation.RELU, last);
      last = b.add("pool" + i, Pooling.max(Window.square(2).stride(2)), last);
    }
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(classes), last));
  }

  /** No earlier run's weights are taken for this one's, unless this one goes on with it. */
  private Grown search(
      KeptSearch kept,
      String name,
      Digits digits,
      MorphismSpace space,
      Inheritance inheritance,
      double rate)
      throws IOException {
    String fileName = name.replaceAll("\\W+", "-");
    Path weights = run.folder().resolve("weights-" + fileName);
    if (!digitOptions.resumes()) {
      TemporaryFolder.delete(weights);
    }
    WeightStore store = WeightStore.open(weights, trials, Long.MAX_VALUE);
    out.println("Searching " + name);
    SearchResult<Architecture> result = kept.keep(NasSearch.builder(space), space, fileName)
        .strategy(MorphismSearch.builder().children(CHILDREN).edits(EDITS).build())
        .evaluator(Dl4jEvaluator.builder()
            .training(digits.search().training())
            .validation(digits.search().validation())
            .epochs(digitOptions.epochs())
            .latencyBatch(0)
            .parentWeights(ParentWeights.builder(store)
                .carriedBy(inheritance)
                .learningRate(rate)
                .build())
            .build())
        .lookahead(1)
        .stopAfter(end())
        .seed(run.seed())
        .run();
    Ranked<Architecture> best = result.bestOrThrow();
    return new Grown(
        best,
        TrainedNetwork.of(
            best.architecture(), store.find(best.trial().id()).orElseThrow(), run.seed()));
  }

  private StopRule end() {
    StopRule all = StopRule.trials(trials);
    return minutes == null
        ? all
        : all.or(StopRule.elapsed(Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE / 2))));
  }

  private void report(String name, Grown grown, Map<TrainedNetwork, Scores> scores) {
    out.printf(
        Locale.ROOT,
        "%-12s trial %3d, %,7d parameters, validation accuracy %.4f, test accuracy %.4f%n",
        name,
        grown.best().trial().id(),
        grown.best().architecture().cost().parameters(),
        grown.best().reward(),
        scores.get(grown.network()).accuracy());
  }

  private static void figures(Grown grown, Map<TrainedNetwork, Scores> scores, ObjectNode node) {
    node.put("testAccuracy", scores.get(grown.network()).accuracy());
    node.put("validationAccuracy", grown.best().reward());
    node.put("parameters", grown.best().architecture().cost().parameters());
    node.put("trial", grown.best().trial().id());
    node.put("genotype", grown.best().trial().genotype().code());
  }
}
