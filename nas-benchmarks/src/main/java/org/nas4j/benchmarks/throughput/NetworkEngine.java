package org.nas4j.benchmarks.throughput;

import java.nio.FloatBuffer;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkProvider;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;

/** A network of ours. */
final class NetworkEngine implements Engine {

  private final Network network;
  private final Batch batch;

  private NetworkEngine(Network network, Batch batch) {
    this.network = network;
    this.batch = batch;
  }

  /** On oneDNN, with all primitives made. */
  static NetworkEngine nas4j(Workload workload, FloatType type, int threads) {
    return nas4j(workload.architecture(), workload.batch(), type, threads);
  }

  /** On oneDNN, with all primitives made. */
  static NetworkEngine nas4j(Architecture architecture, int batch, FloatType type, int threads) {
    OneDnnNetwork network = OneDnnNetwork.open(architecture, settings(threads, type));
    network.prepare(batch, true);
    return new NetworkEngine(network, Batch.of(architecture, batch));
  }

  /** On Deeplearning4j, as on machines that oneDNN is not for. */
  static NetworkEngine portable(Workload workload, int threads) {
    NetworkSettings settings = settings(threads, FloatType.FLOAT32);
    return new NetworkEngine(
        GraphNetwork.open(workload.architecture(), settings), Batch.of(workload));
  }

  /** On LibTorch, if it is on the class path. */
  static NetworkEngine libTorch(Workload workload, FloatType type, int threads) {
    NetworkProvider torch = NetworkProvider.found()
        .orElseThrow(() -> new IllegalStateException(
            "nas-torch-backend is not on the class path." + "\nMaybe start Maven with -Ptorch."));
    return new NetworkEngine(
        torch.open(workload.architecture(), settings(threads, type)), Batch.of(workload));
  }

  private static NetworkSettings settings(int threads, FloatType type) {
    Optimizer optimizer = new Optimizer(Optimizer.Method.NESTEROV, Training.MOMENTUM, 0, 0);
    return new NetworkSettings(1, optimizer, Training.WEIGHT_DECAY, 0, threads, type);
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public void train() {
    write();
    network.train(batch.labels(), Training.RATE);
  }

  @Override
  public void infer() {
    write();
    network.predict(batch.size());
  }

  private void write() {
    FloatBuffer room = network.examples(batch.size());
    room.put(batch.examples());
  }

  @Override
  public void close() {
    network.close();
  }
}
