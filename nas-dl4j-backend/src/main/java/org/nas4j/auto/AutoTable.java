package org.nas4j.auto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.data.Dataset;
import org.nas4j.data.Split;
import org.nas4j.data.Standardisation;
import org.nas4j.data.Table;
import org.nas4j.data.TableTask;
import org.nas4j.engine.NasSearch;
import org.nas4j.engine.Ranked;
import org.nas4j.engine.SearchResult;
import org.nas4j.eval.Metric;
import org.nas4j.images.Dl4jEvaluator;
import org.nas4j.images.Dl4jTraining;
import org.nas4j.images.RegressionScores;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.internal.text.Decimals;
import org.nas4j.model.Model;
import org.nas4j.model.TableColumns;
import org.nas4j.search.StopRule;

/**
 * A search of dense networks, a choice among the best few and one written by hand, and a last
 * training on all rows.
 *
 * @param rows to learn from
 * @param task which column is foretold, and how rows become numbers
 */
record AutoTable(Table rows, TableTask task) implements AutoTask {

  private static final int MOST_CLASSES_OF_NUMBERS = 20;
  private static final double SEARCH_SHARE = 0.5;
  private static final double CHOICE_SHARE = 0.95;
  private static final int EPOCHS = 30;
  private static final int MOST_EPOCHS = 90;
  private static final int FINALISTS = 4;
  private static final int LEAST_TRIALS = 4;

  static AutoTable of(Table rows, String target) {
    Set<String> values = new TreeSet<>(rows.cells(target));
    values.removeIf(TableColumns::isMissing);
    boolean words = values.stream().anyMatch(value -> number(value).isEmpty());
    boolean few = values.size() <= MOST_CLASSES_OF_NUMBERS
        && values.stream().allMatch(value -> isWhole(number(value)));
    return new AutoTable(
        rows,
        words || few ? TableTask.classification(rows, target) : TableTask.regression(rows, target));
  }

  private static OptionalDouble number(String cell) {
    return Decimals.parse(cell.replace(',', '.'));
  }

  private static boolean isWhole(OptionalDouble number) {
    return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
  }

  private boolean classifies() {
    return !task.classNames().isEmpty();
  }

  /** Values as networks take them, and what brings them there and back. */
  private record Prepared(Dataset data, Standardisation inputs, Standardisation outputs) {

    Dataset apply(Dataset other) {
      Dataset scaled = inputs.apply(other);
      return outputs == null ? scaled : outputs.applyToTargets(scaled);
    }
  }

  private Prepared prepared(Dataset raw) {
    Prepared by = new Prepared(
        raw, Standardisation.fit(raw), classifies() ? null : Standardisation.ofTargets(raw));
    return new Prepared(by.apply(raw), by.inputs(), by.outputs());
  }

  @Override
  public AutoResult run(AutoClock clock, long seed) throws InterruptedException {
    Dataset all = task.dataset(rows);
    Split raw = all.split(Math.max(1, all.size() / 5), new SplittableRandom(seed));
    Prepared training = prepared(raw.training());
    Split split = new Split(training.data(), training.apply(raw.validation()));
    DenseNetworks space = new DenseNetworks(
        all.shape(), classifies() ? SoftmaxOutput.of(all.classes()) : new RegressionOutput(1));
    SearchResult<Architecture> search = search(clock, seed, split, space);
    Dl4jTraining longer = training(epochs(search, clock));
    Architecture best = space.handmade();
    double figure = figure(best, split, longer, seed);
    for (Ranked<Architecture> each : search.top(FINALISTS)) {
      double other = figure(each.architecture(), split, longer, seed);
      best = other > figure ? each.architecture() : best;
      figure = Math.max(figure, other);
    }
    Prepared whole = prepared(all);
    TrainedNetwork network = TrainedNetwork.train(best, whole.data(), longer, seed);
    return new AutoResult(
        network,
        model(network, whole),
        whole.inputs(),
        metric(),
        figure,
        choices(search, split, best),
        clock.elapsed());
  }

  /** So many that all finalists, the one by hand and the last training fit into what is left. */
  private static int epochs(SearchResult<Architecture> search, AutoClock clock) {
    double longest = search.top(FINALISTS).stream()
        .mapToDouble(
            each -> each.trial().outcome().figures().orElseThrow().get(Metric.TRAINING_SECONDS))
        .max()
        .orElseThrow(() -> new IllegalStateException(search.whyNoBest().orElseThrow()));
    double seconds = clock.until(CHOICE_SHARE).toNanos() / 1e9;
    double fitting = seconds / (FINALISTS + 2) / (longest / EPOCHS);
    return (int) Math.max(EPOCHS, Math.min(MOST_EPOCHS, fitting));
  }

  private Metric metric() {
    return classifies() ? Metric.VALIDATION_ACCURACY : RegressionScores.VALIDATION_R2;
  }

  private SearchResult<Architecture> search(
      AutoClock clock, long seed, Split split, DenseNetworks space) {
    return NasSearch.builder(space)
        .objective(metric())
        .evaluator(Dl4jEvaluator.builder()
            .training(split.training())
            .validation(split.validation())
            .settings(training(EPOCHS))
            .latencyBatch(0)
            .build())
        .stopAfter(StopRule.elapsed(clock.until(SEARCH_SHARE)).and(StopRule.trials(LEAST_TRIALS)))
        .parallelism(Math.min(4, Runtime.getRuntime().availableProcessors()))
        .seed(seed)
        .build()
        .run();
  }

  private static Dl4jTraining training(int epochs) {
    return Dl4jTraining.builder().epochs(epochs).batch(32).weightDecay(1e-4).build();
  }

  private double figure(Architecture architecture, Split split, Dl4jTraining training, long seed)
      throws InterruptedException {
    TrainedNetwork network = TrainedNetwork.train(architecture, split.training(), training, seed);
    return classifies()
        ? network.evaluate(split.validation()).accuracy()
        : network.evaluateNumbers(split.validation()).r2();
  }

  private Model model(TrainedNetwork network, Prepared whole) {
    Model.Builder model =
        network.model().columns(task.columns()).scaling(whole.inputs().scaling());
    if (classifies()) {
      model.classNames(task.classNames());
    } else {
      model.outputScaling(whole.outputs().scaling());
    }
    return model.build();
  }

  private Map<String, String> choices(
      SearchResult<Architecture> search, Split split, Architecture best) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("task", classifies() ? "classification" : "regression");
    choices.put("target", task.targets().get(0));
    choices.put("validation", Integer.toString(split.validation().size()));
    choices.put("trials", Integer.toString(search.trials().size()));
    choices.put("strategy", search.settings().get("strategy"));
    List<String> layers = new ArrayList<>();
    best.nodes().forEach(node -> layers.add(node.layer().toString()));
    choices.put("network", String.join(", ", layers));
    return choices;
  }
}
