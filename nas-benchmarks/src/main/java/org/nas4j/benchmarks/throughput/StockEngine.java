package org.nas4j.benchmarks.throughput;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j as a user meets it: its own layers, its own {@code fit} and {@code output},
 * nothing set but the number of threads. It must run where {@code nas-dl4j-backend} is not on the
 * class path, since that one's stand-in class makes Deeplearning4j find oneDNN.
 */
final class StockEngine implements Engine {

  private static final String STAND_IN = "org.nd4j.nativeblas.Nd4jCpu";

  private static final List<String> RUNNING = List.of(
      BatchNormalizationParamInitializer.GLOBAL_MEAN,
      BatchNormalizationParamInitializer.GLOBAL_VAR,
      BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private final ComputationGraph graph;
  private final Batch batch;
  private final long[] shape;

  private StockEngine(ComputationGraph graph, Batch batch, long[] shape) {
    this.graph = graph;
    this.batch = batch;
    this.shape = shape;
  }

  static StockEngine open(Workload workload, int threads) {
    requireNoStandIn();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    ComputationGraph graph = new ComputationGraph(StockGraph.of(workload.architecture()));
    graph.init();
    return new StockEngine(graph, Batch.of(workload), batchShape(workload));
  }

  /** The class that {@link #open} must not find. */
  static Class<?> standIn() {
    try {
      return Class.forName(STAND_IN, false, StockEngine.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("[" + STAND_IN + "] is gone, which our engine needs.", e);
    }
  }

  static void requireNoStandIn() {
    try {
      Class.forName(STAND_IN, false, StockEngine.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new IllegalStateException("[" + STAND_IN + "] is on the class path, which makes"
        + " Deeplearning4j faster than it is delivered.\nMaybe leave nas-dl4j-backend out.");
  }

  private static long[] batchShape(Workload workload) {
    return workload
        .architecture()
        .input()
        .match(
            maps -> new long[] {workload.batch(), maps.channels(), maps.height(), maps.width()},
            vector -> new long[] {workload.batch(), vector.size()});
  }

  /** Deeplearning4j counts running statistics too. */
  @Override
  public long parameters() {
    return graph.paramTable().entrySet().stream()
        .filter(each -> RUNNING.stream().noneMatch(name -> each.getKey().endsWith("_" + name)))
        .mapToLong(each -> each.getValue().length())
        .sum();
  }

  @Override
  public void train() {
    INDArray labels = Nd4j.zeros(batch.size(), batch.classes());
    for (int i = 0; i < batch.size(); i++) {
      labels.putScalar(i, batch.labels()[i], 1);
    }
    graph.fit(new DataSet(examples(), labels));
  }

  @Override
  public void infer() {
    graph.outputSingle(examples());
  }

  private INDArray examples() {
    return Nd4j.create(batch.examples(), shape);
  }

  @Override
  public void close() {
    graph.close();
  }
}
