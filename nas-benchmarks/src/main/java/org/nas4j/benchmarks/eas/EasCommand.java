package org.nas4j.benchmarks.eas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.data.Cifar;
import org.nas4j.data.Dataset;
import org.nas4j.data.Idx;
import org.nas4j.data.Split;
import org.nas4j.engine.NasSearch;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.LearningRate;
import org.nas4j.images.ParentWeights;
import org.nas4j.internal.files.AtomicFile;
import org.nas4j.morphism.EditPlan;
import org.nas4j.morphism.EditPolicy;
import org.nas4j.morphism.EditSpace;
import org.nas4j.search.StopRule;
import org.nas4j.search.Trial;
import org.nas4j.space.Genotype;
import org.nas4j.store.WeightStore;
import org.nas4j.strategy.eas.Eas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What it is worth that EAS' children start from trained weights (cai2018eas), and what its policy
 * learns. Only validation data judge.
 */
@Command(
    name = "eas",
    mixinStandardHelpOptions = true,
    description = {
      "Trains children of a trained network for a few epochs, from its weights and from scratch; with",
      "--trials, then compares searches by the policy with searches by random edits. Ends with status 1 if",
      "fewer than 80 percent of the children are better than from scratch."
    })
public final class EasCommand implements Callable<Integer> {

  private static final double WINS = 0.8;

  @Spec
  private CommandSpec command;

  @Option(
      names = "--data",
      required = true,
      description = "Folder of MNIST's IDX files, or a binary file of CIFAR-10.")
  private Path data;

  @Option(names = "--out", defaultValue = "target/eas", description = "For eas.csv.")
  private Path out;

  @Option(names = "--skeleton", defaultValue = "PLAIN", description = "${COMPLETION-CANDIDATES}")
  private EasVariant skeleton;

  @Option(names = "--training", defaultValue = "4000", description = "${DEFAULT-VALUE} images.")
  private int trainingSize;

  @Option(names = "--validation", defaultValue = "2000", description = "${DEFAULT-VALUE} images.")
  private int validationSize;

  @Option(
      names = "--start-epochs",
      defaultValue = "40",
      description = "Of the network that children grow from: ${DEFAULT-VALUE}, as good as trained.")
  private int startEpochs;

  @Option(names = "--epochs", defaultValue = "2", description = "Of a child: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--children", defaultValue = "20", description = "${DEFAULT-VALUE}")
  private int children;

  @Option(names = "--rate", defaultValue = "0.003", description = "Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--trials",
      defaultValue = "0",
      description = "Children of each search: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(names = "--seeds", defaultValue = "5", description = "Of the searches: ${DEFAULT-VALUE}.")
  private int seeds;

  /** Creates the command; picocli fills in its options. */
  public EasCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset all = Files.isDirectory(data) ? Idx.training(data) : Cifar.cifar10(data);
    SplittableRandom random = new SplittableRandom(1);
    Split split = all.sample(trainingSize + validationSize, random)
        .split(validationSize, random)
        .standardised();
    EditSpace space = skeleton.space((Shape.Image) all.shape(), all.classes());
    Files.createDirectories(out);
    List<Pair> pairs = pairs(split, space);
    say(
        "children that are better from their parent's weights: %d of %d; medians %.4f and %.4f%n",
        Pair.wins(pairs),
        pairs.size(),
        median(pairs.stream().mapToDouble(Pair::morphed).toArray()),
        median(pairs.stream().mapToDouble(Pair::scratch).toArray()));
    if (trials > 0) {
      for (int seed = 1; seed <= seeds; seed++) {
        compare(split, space, seed);
      }
    }
    return Pair.wins(pairs) >= WINS * pairs.size() ? 0 : 1;
  }

  private void say(String format, Object... values) {
    command.commandLine().getOut().printf(Locale.ROOT, format, values);
    command.commandLine().getOut().flush();
  }

  private static double median(double[] values) {
    return new Median().evaluate(values);
  }

  private List<Pair> pairs(Split split, EditSpace space) throws IOException, InterruptedException {
    WeightStore store = store();
    Candidate<Architecture> start = new Candidate<>(
        0,
        space.sample(point -> EditSpace.END).walk().genotype(),
        space.start(),
        OptionalLong.empty());
    double ended = accuracy(evaluator(split, space, store, startEpochs), start);
    say("start: %,d parameters, accuracy %.4f%n", space.start().cost().parameters(), ended);
    Dl4jEvaluator evaluator = evaluator(split, space, store, epochs);
    EditPolicy policy = skeleton.strategy().policy(space, 1);
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder text = new StringBuilder("parameters,morphed,scratch\n");
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i <= children; i++) {
      EditPlan plan = policy.propose(space.start(), random);
      Genotype answers = plan.answers();
      Architecture child = plan.result();
      pairs.add(new Pair(
          child.cost().parameters(),
          accuracy(evaluator, new Candidate<>(2L * i, answers, child, OptionalLong.of(0))),
          accuracy(evaluator, new Candidate<>(2L * i + 1, answers, child, OptionalLong.empty()))));
      Pair pair = pairs.get(i - 1);
      say(
          "%d: %,d parameters, %.4f from the parent's weights, %.4f from scratch%n",
          i, pair.parameters(), pair.morphed(), pair.scratch());
      text.append(String.format(
          Locale.ROOT, "%d,%.5f,%.5f%n", pair.parameters(), pair.morphed(), pair.scratch()));
    }
    AtomicFile.writeString(out.resolve("eas.csv"), text.toString());
    return pairs;
  }

  private WeightStore store() throws IOException {
    return WeightStore.open(Files.createTempDirectory(out, "weights-"), 1 << 10, Long.MAX_VALUE);
  }

  private static double accuracy(Dl4jEvaluator evaluator, Candidate<Architecture> candidate)
      throws InterruptedException {
    return evaluator
        .evaluate(candidate, EvaluationContext.alone(candidate.trialId()))
        .get(Metric.VALIDATION_ACCURACY);
  }

  private Dl4jEvaluator evaluator(Split split, EditSpace space, WeightStore store, int count) {
    return Dl4jEvaluator.builder()
        .training(split.training())
        .validation(split.validation())
        .settings(Dl4jTraining.builder()
            .learningRate(LearningRate.cosine(rate))
            .epochs(count)
            .build())
        .threads(Runtime.getRuntime().availableProcessors())
        .latencyBatch(0)
        .parentWeights(ParentWeights.builder(store).carriedBy(space).build())
        .build();
  }

  private void compare(Split split, EditSpace space, int seed) throws IOException {
    Eas learned = skeleton.strategy();
    double[] one = search(split, space, learned, seed);
    double[] other = search(split, space, learned.toBuilder().randomEdits(true).build(), seed);
    say(
        "seed %d, %d children: policy mean of the last third %.4f, best %.4f; random %.4f, %.4f%n",
        seed, trials, one[0], one[1], other[0], other[1]);
  }

  /** Mean accuracy of the last third of the children, and that of the best network. */
  private double[] search(Split split, EditSpace space, Eas strategy, int seed) throws IOException {
    WeightStore store = store();
    Dl4jEvaluator first = evaluator(split, space, store, startEpochs);
    Dl4jEvaluator children = evaluator(split, space, store, epochs);
    List<Trial> done = NasSearch.builder(space)
        .strategy(strategy)
        .evaluator((candidate, context) ->
            (candidate.parent().isEmpty() ? first : children).evaluate(candidate, context))
        .lookahead(1)
        .stopAfter(StopRule.trials(trials + 1))
        .seed(seed)
        .run()
        .trials();
    double[] rewards =
        done.stream().mapToDouble(trial -> trial.outcome().reward().orElse(0)).toArray();
    int third = Math.max(1, trials / 3);
    double sum = 0;
    double best = 0;
    for (int i = 0; i < rewards.length; i++) {
      sum += i >= rewards.length - third ? rewards[i] : 0;
      best = Math.max(best, rewards[i]);
    }
    return new double[] {sum / third, best};
  }
}
