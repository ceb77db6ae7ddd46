package org.nas4j.benchmarks.treecell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Cifar;
import org.nas4j.data.Csv;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.images.Distillation;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.ParentWeights;
import org.nas4j.morphism.Inheritance;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.cell.TreeCellSpace;
import org.nas4j.search.StopRule;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.space.Genotype;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.treecell.TreeCell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whether children that grow out of a trained network are better after a few epochs than the same
 * networks from scratch, and whether a policy that learns finds better ones than one that does not
 * (cai2018pathlevel). Only validation data judge.
 */
@Command(
    name = "treecell",
    mixinStandardHelpOptions = true,
    description = {
      "Cells that grow out of a trained network: children trained for a few epochs from its weights and from scratch.",
      "Ends with status 1 if fewer than 0.8 of the children are better from its weights. With --search, the cells of a",
      "policy that learns beside those of one that does not, at equal counts."
    })
public final class TreeCellCommand implements Callable<Integer> {

  private static final long START = 0;
  private static final double SHARE = 0.8;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      description = {
        "Folder of MNIST's IDX files, a binary file of CIFAR-10,",
        "or the file optdigits.tra of UCI's optical digits."
      })
  private Path data;

  @Option(names = "--out", defaultValue = "target/treecell", description = "For weights.")
  private Path out;

  @Option(names = "--skeleton", defaultValue = "CHAIN", description = "${COMPLETION-CANDIDATES}.")
  private SmallSkeleton skeleton;

  @Option(names = "--training", defaultValue = "3000", description = "${DEFAULT-VALUE} images.")
  private int trainingSize;

  @Option(names = "--validation", defaultValue = "1000", description = "${DEFAULT-VALUE} images.")
  private int validationSize;

  @Option(names = "--width", defaultValue = "8", description = "Channels: ${DEFAULT-VALUE}.")
  private int width;

  @Option(names = "--blocks", defaultValue = "1", description = "A group's: ${DEFAULT-VALUE}.")
  private int blocks;

  @Option(names = "--start-epochs", defaultValue = "6", description = "${DEFAULT-VALUE}")
  private int startEpochs;

  @Option(names = "--epochs", defaultValue = "2", description = "Of a child: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--rate", defaultValue = "0.003", description = "Adam's: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--images",
      defaultValue = "1000",
      description = "By which children imitate their parent: ${DEFAULT-VALUE}.")
  private int images;

  @Option(names = "--children", defaultValue = "20", description = "${DEFAULT-VALUE}")
  private int children;

  @Option(names = "--search", description = "Cells of a search; none by default.")
  private int search;

  @Option(names = "--seeds", defaultValue = "1", description = "${DEFAULT-VALUE}")
  private int seeds;

  /** Creates the command; picocli fills in its options. */
  public TreeCellCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset all = load();
    int better = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Split split = all.sample(trainingSize + validationSize, random)
          .split(validationSize, random)
          .standardised();
      TreeCellSpace space =
          TreeCellSpace.of(skeleton.small(all.shape(), all.classes(), width, blocks));
      if (search > 0) {
        searches(split, space, seed);
      } else {
        better += compare(split, space, seed);
      }
    }
    return search > 0 || better >= SHARE * children * seeds ? 0 : 1;
  }

  private Dataset load() throws IOException {
    if (Files.isDirectory(data)) {
      return Idx.training(data);
    }
    return data.toString().endsWith(".tra")
        ? Csv.builder(Shape.image(1, 8, 8))
            .header(true)
            .divisor(16)
            .classes(10)
            .build()
            .read(data)
        : Cifar.cifar10(data);
  }

  private Dl4jEvaluator evaluator(Split split, int count, ParentWeights parents) {
    return Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(Dl4jTraining.builder()
            .learningRate(LearningRate.cosine(rate))
            .epochs(count)
            .build())
        .latencyBatch(0)
        .parentWeights(parents)
        .build();
  }

  private WeightStore store() throws IOException {
    Files.createDirectories(out);
    return WeightStore.open(Files.createTempDirectory(out, "weights-"), 1 << 10, Long.MAX_VALUE);
  }

  private ParentWeights grown(WeightStore store, TreeCellSpace space) {
    return ParentWeights.builder(store)
        .carriedBy(space)
        .distilled(Distillation.builder().images(images).build())
        .build();
  }

  /** The number of children that are better from the network's weights. */
  private int compare(Split split, TreeCellSpace space, long seed)
      throws IOException, InterruptedException {
    WeightStore store = store();
    Inheritance nothing = (genotype, child, parent, random) -> Map.of();
    Evaluation start = evaluator(split, startEpochs, ParentWeights.in(store))
        .evaluate(
            new Candidate<>(START, Genotype.EMPTY, space.skeleton().start(), OptionalLong.empty()),
            EvaluationContext.alone(seed));
    say("start: accuracy %.4f, %.0f parameters%n", accuracy(start), start.get(Metric.PARAMETERS));
    say("%10s %10s %10s %10s  %s%n", "grown", "scratch", "parameters", "exact", "cell");
    int better = 0;
    List<Double> gains = new ArrayList<>();
    long trial = START;
    for (Build<Architecture> child : drawn(space, seed)) {
      boolean exact = space.morphisms(child.genotype()).stream().allMatch(Morphism::keepsFunction);
      Candidate<Architecture> candidate =
          new Candidate<>(++trial, child.genotype(), child.architecture(), OptionalLong.of(START));
      double grown = accuracy(evaluator(split, epochs, grown(store, space))
          .evaluate(candidate, EvaluationContext.alone(seed)));
      double scratch = accuracy(evaluator(
              split, epochs, ParentWeights.builder(store).carriedBy(nothing).build())
          .evaluate(candidate, EvaluationContext.alone(seed)));
      better += grown > scratch ? 1 : 0;
      gains.add(grown - scratch);
      say(
          "%10.4f %10.4f %10d %10s  %s%n",
          grown,
          scratch,
          child.architecture().cost().parameters(),
          exact,
          space.cell(child.genotype()));
    }
    say(
        "%d of %d better from the network's weights, median difference %.4f%n",
        better,
        children,
        new Median().evaluate(gains.stream().mapToDouble(each -> each).toArray()));
    return better;
  }

  private List<Build<Architecture>> drawn(TreeCellSpace space, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Genotype> known = new HashSet<>();
    List<Build<Architecture>> drawn = new ArrayList<>();
    while (drawn.size() < children) {
      Build<Architecture> build = space.sample(Chooser.uniform(random));
      if (build.isFeasible()
          && !space.edits(build.genotype()).isEmpty()
          && known.add(build.genotype())) {
        drawn.add(build);
      }
    }
    return drawn;
  }

  private void searches(Split split, TreeCellSpace space, long seed) throws IOException {
    TreeCell learning = TreeCell.small();
    double[] learned = accuracies(split, space, seed, learning);
    double[] drawn =
        accuracies(split, space, seed, learning.toBuilder().learningRate(1e-12).build());
    say(
        "seed %d: learning: best %.4f, mean of the last half %.4f; not learning: %.4f, %.4f%n",
        seed, best(learned), lastHalf(learned), best(drawn), lastHalf(drawn));
  }

  private double[] accuracies(Split split, TreeCellSpace space, long seed, TreeCell strategy)
      throws IOException {
    ParentWeights weights = grown(store(), space);
    Dl4jEvaluator first = evaluator(split, startEpochs, weights);
    Dl4jEvaluator children = evaluator(split, epochs, weights);
    SearchResult<Architecture> result = NasSearch.builder(space)
        .strategy(strategy)
        .evaluator((candidate, context) ->
            (candidate.parent().isEmpty() ? first : children).evaluate(candidate, context))
        .lookahead(1)
        .stopAfter(StopRule.trials(search))
        .seed(seed)
        .run();
    return result.trials().stream()
        .skip(1)
        .mapToDouble(trial -> trial.outcome().reward().orElse(0))
        .toArray();
  }

  private static double best(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static double lastHalf(double[] values) {
    return Arrays.stream(values, values.length / 2, values.length).average().orElseThrow();
  }

  private static double accuracy(Evaluation evaluation) {
    return evaluation.get(Metric.VALIDATION_ACCURACY);
  }

  private void say(String format, Object... arguments) {
    PrintWriter to = command.commandLine().getOut();
    to.printf(Locale.ROOT, format, arguments);
    to.flush();
  }
}
