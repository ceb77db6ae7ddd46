package org.nas4j.images;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Cost;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.dl4j.internal.onednn.StepTimes;

/** Runs a few training steps and writes down how long each layer takes. */
final class Profiler {

  private static final int ROUNDS = 7;
  /** Of three products with weights in a step, one is made by the forward pass. */
  private static final int PRODUCTS = 3;

  private Profiler() {}

  static TrainingProfile profile(Dl4jTraining training, Architecture architecture) {
    NetworkSettings settings = new NetworkSettings(
        0,
        training.optimizer(),
        training.weightDecay(),
        training.labelSmoothing(),
        Runtime.getRuntime().availableProcessors(),
        training.precision().type(Engine.ONEDNN));
    int batch = training.batch();
    long start = System.nanoTime();
    try (OneDnnNetwork network = OneDnnNetwork.open(architecture, settings).prepare(batch, true)) {
      Duration preparation = Duration.ofNanos(System.nanoTime() - start);
      SplittableRandom random = new SplittableRandom(0);
      FloatBuffer examples = network.examples(batch);
      while (examples.hasRemaining()) {
        examples.put((float) random.nextDouble());
      }
      Map<String, StepTimes.Line> lines = network.profile(new int[batch], ROUNDS);
      return new TrainingProfile(
          batch, layers(architecture, batch, lines), network.nativeBytes(), preparation);
    }
  }

  private static List<TrainingProfile.Layer> layers(
      Architecture architecture, int batch, Map<String, StepTimes.Line> lines) {
    Map<String, Cost.NodeCost> costs = architecture.cost().perNode();
    List<TrainingProfile.Layer> layers = new ArrayList<>();
    lines.forEach((node, line) -> {
      Cost.NodeCost cost = costs.get(node);
      layers.add(new TrainingProfile.Layer(
          node,
          cost == null ? "weights" : architecture.node(node).layer().kind(),
          Duration.ofNanos(line.forward()),
          Duration.ofNanos(line.backward()),
          line.bytes(),
          cost == null ? 0 : PRODUCTS * batch * cost.macs(),
          line.implementation()));
    });
    return layers;
  }
}
