package org.nas4j.auto;

import java.time.Duration;
import java.util.stream.Collectors;
import org.nas4j.data.TableTask;

/** The search for a table as source text. */
final class TableSource {

  private static final String TEXT = """
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.SplittableRandom;
      import org.nas4j.arch.Architecture;
      import org.nas4j.arch.RegressionOutput;
      import org.nas4j.arch.SoftmaxOutput;
      import org.nas4j.auto.DenseNetworks;
      import org.nas4j.data.Dataset;
      import org.nas4j.data.Split;
      import org.nas4j.data.Standardisation;
      import org.nas4j.data.Table;
      import org.nas4j.data.TableTask;
      import org.nas4j.engine.NasSearch;
      import org.nas4j.engine.SearchResult;
      import org.nas4j.eval.Metric;
      import org.nas4j.images.Dl4jEvaluator;
      import org.nas4j.images.Dl4jTraining;
      import org.nas4j.images.RegressionScores;
      import org.nas4j.images.TrainedNetwork;
      import org.nas4j.search.StopRule;
      import org.nas4j.strategy.Strategies;

      class ExplicitSearch {

        static void search(Table table, Path saved) throws Exception {
          TableTask task = TableTask.without(table%s).%s("%s");
          Dataset all = task.dataset(table);
          Split raw = all.split(%d, new SplittableRandom(%dL));
          Standardisation inputs = Standardisation.fit(raw.training());
          Split split =
              new Split(inputs.apply(raw.training()), inputs.apply(raw.validation()));
      %s    Dl4jTraining training =
              Dl4jTraining.builder().epochs(%d).batch(32).weightDecay(1e-4).build();
          SearchResult<Architecture> result = NasSearch.builder(
                  new DenseNetworks(all.shape(), %s))
              .strategy(Strategies.sizeaware())
              .objective(%s)
              .evaluator(Dl4jEvaluator.builder()
                  .training(split.training())
                  .validation(split.validation())
                  .settings(training)
                  .latencyBatch(0)
                  .build())
              .stopAfter(StopRule.elapsed(Duration.parse("%s")))
              .parallelism(%d)
              .seed(%dL)
              .run();
          Architecture best = result.best().orElseThrow().architecture();
          TrainedNetwork
              .train(best, split.training(), training, %dL)
              .model()
              .columns(task.columns())
              .scaling(inputs.scaling())
      %s        .build()
              .save(saved);
        }
      }
      """;

  private static final String OUTPUTS = """
          Standardisation outputs = Standardisation.ofTargets(raw.training());
          split = new Split(
              outputs.applyToTargets(split.training()), outputs.applyToTargets(split.validation()));
      """;

  private TableSource() {}

  static String of(AutoTable.Prepared data, AutoRun run) {
    TableTask task = data.task();
    boolean classifies = data.classifies();
    Duration time = Duration.ofMillis(run.clock().time().toMillis() / 2);
    int validation = Math.min(data.all().size() - 1, data.raw().validation().size());
    return String.format(
        TEXT,
        data.leftOut().stream()
            .map(name -> ", \"" + quoted(name) + '"')
            .collect(Collectors.joining()),
        classifies ? "classification" : "regression",
        quoted(task.targets().get(0)),
        validation,
        run.seed(),
        classifies ? "" : OUTPUTS.indent(4),
        TablePlan.epochsOfTrial(data.raw().training()),
        classifies ? "SoftmaxOutput.of(all.classes())" : "RegressionOutput.of(1)",
        classifies ? "Metric.VALIDATION_ACCURACY" : "RegressionScores.VALIDATION_R2",
        time,
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        run.seed(),
        run.seed(),
        classifies
            ? "        .classNames(task.classNames())\n"
            : "        .outputScaling(outputs.scaling())\n");
  }

  private static String quoted(String name) {
    return name.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
