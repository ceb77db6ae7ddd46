package org.nas4j.benchmarks.throughput;

import java.util.Map;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.model.Model;

/** A network as a server has it, on one thread: each batch is a call of {@link Model}. */
final class ServedEngine implements Engine {

  private final Model model;
  private final long parameters;
  private final float[][] examples;
  private final float[] outputs;

  private ServedEngine(Model model, Workload workload) {
    this.model = model;
    this.parameters = workload.parameters();
    Batch batch = Batch.of(workload);
    this.outputs = new float[batch.classes()];
    int size = batch.examples().length / batch.size();
    this.examples = new float[batch.size()][size];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.examples(), i * size, examples[i], 0, size);
    }
  }

  static ServedEngine plain(Workload workload) {
    return new ServedEngine(model(workload).inPureJava(), workload);
  }

  /** By oneDNN where the model itself chooses it; small networks stay with Java. */
  static ServedEngine oneDnn(Workload workload) {
    return new ServedEngine(model(workload), workload);
  }

  private static Model model(Workload workload) {
    return TrainedNetwork.of(workload.architecture(), Map.of(), 1).model().build();
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  public void train() {
    throw new UnsupportedOperationException("A model that serves is not trained here.");
  }

  @Override
  public void infer() {
    if (examples.length == 1) {
      model.predict(examples[0], outputs);
    } else {
      model.predict(examples);
    }
  }

  @Override
  public void close() {}
}
