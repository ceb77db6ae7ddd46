package org.nas4j.benchmarks.throughput;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.dl4j.internal.onednn.StepTimes;

/**
 * What a step of training has to do and how long it takes, layer by layer.
 *
 * @param parts by node, the update by its own name
 */
record StepWork(Map<String, Part> parts) {

  /** Values, gradient for the input, gradient for the weights: each as many products. */
  private static final int PASSES = 3;
  /** Weights, gradient and momentum are read, weights and momentum written. */
  private static final int ARRAYS_OF_UPDATE = 5;

  private static final int ROUNDS = 7;
  private static final double NANOS = 1e9;

  /** Copies. */
  StepWork {
    parts = Map.copyOf(parts);
  }

  /**
   * One layer's part.
   *
   * @param kind of the layer
   * @param multiplyAdds three times those of its forward pass
   * @param bytes of the arrays that its primitives read and write, each once for each primitive,
   *     scratch memory not counted
   * @param seconds that its primitives take, each at its best of several runs
   */
  record Part(String kind, long multiplyAdds, long bytes, double seconds) {

    private Part plus(Part other) {
      return new Part(
          kind, multiplyAdds + other.multiplyAdds, bytes + other.bytes, seconds + other.seconds);
    }

    /** What can be multiplied and what can be moved set the limit, whichever is later. */
    private double least(double multiplyAddsPerSecond, double bytesPerSecond) {
      return Math.max(multiplyAdds / multiplyAddsPerSecond, bytes / bytesPerSecond);
    }
  }

  /** Runs our engine's plan a few times for a batch of a network's size. */
  static StepWork of(Workload workload, FloatType type, int threads) {
    Architecture architecture = workload.architecture();
    Optimizer optimizer = new Optimizer(Optimizer.Method.NESTEROV, Training.MOMENTUM, 0, 0);
    NetworkSettings settings =
        new NetworkSettings(1, optimizer, Training.WEIGHT_DECAY, 0, threads, type);
    Batch batch = Batch.of(workload);
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings)) {
      network.prepare(batch.size(), true);
      FloatBuffer room = network.examples(batch.size());
      room.put(batch.examples());
      return of(architecture, batch.size(), network.profile(batch.labels(), ROUNDS));
    }
  }

  private static StepWork of(
      Architecture architecture, int batch, Map<String, StepTimes.Line> lines) {
    Map<String, Cost.NodeCost> costs = architecture.cost().perNode();
    Map<String, Part> parts = new LinkedHashMap<>();
    // What another layer does on the way has no line, nor products of its own.
    lines.forEach((node, line) -> {
      Cost.NodeCost cost = costs.get(node);
      double seconds = (line.forward() + line.backward()) / NANOS;
      parts.put(
          node,
          cost == null
              ? new Part("update", 0, updateBytes(architecture), seconds)
              : new Part(
                  architecture.node(node).layer().kind(),
                  PASSES * batch * cost.macs(),
                  line.bytes(),
                  seconds));
    });
    return new StepWork(parts);
  }

  private static long updateBytes(Architecture architecture) {
    return ARRAYS_OF_UPDATE * architecture.cost().parameters() * Float.BYTES;
  }

  /** All layers together. */
  Part whole() {
    return parts.values().stream().reduce(new Part("step", 0, 0, 0), Part::plus);
  }

  /** The layers of each kind together. */
  Map<String, Part> byKind() {
    Map<String, Part> kinds = new TreeMap<>();
    parts.values().forEach(part -> kinds.merge(part.kind(), part, Part::plus));
    return kinds;
  }

  /** The least seconds of a step on a machine that does so much in a second. */
  double leastSeconds(double multiplyAddsPerSecond, double bytesPerSecond) {
    return whole().least(multiplyAddsPerSecond, bytesPerSecond);
  }

  /** The same if no layer is computed while another one's arrays are moved. */
  double leastSecondsInTurn(double multiplyAddsPerSecond, double bytesPerSecond) {
    return parts.values().stream()
        .mapToDouble(part -> part.least(multiplyAddsPerSecond, bytesPerSecond))
        .sum();
  }

  /** The same for the layers of one kind. */
  double leastSecondsInTurn(String kind, double multiplyAddsPerSecond, double bytesPerSecond) {
    return parts.values().stream()
        .filter(part -> part.kind().equals(kind))
        .mapToDouble(part -> part.least(multiplyAddsPerSecond, bytesPerSecond))
        .sum();
  }
}
