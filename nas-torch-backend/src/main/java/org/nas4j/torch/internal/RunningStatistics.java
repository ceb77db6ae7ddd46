package org.nas4j.torch.internal;

import static org.nas4j.torch.internal.LibTorch.kept;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;

/**
 * The means and variances that inference normalizes by: all means as parts of one vector, all
 * variances of another, in the order of the nodes. To be made within a scope, which frees what
 * making it needs. For one thread.
 */
final class RunningStatistics implements AutoCloseable {

  private static final String MEAN = "/mean";
  private static final String VARIANCE = "/variance";

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Tensor means;
  private final Tensor variances;
  private final Tensor decays;
  private final Tensor epsilons;

  private record Part(long from, int length, Tensor mean, Tensor variance) {}

  RunningStatistics(Architecture architecture, Set<String> used) {
    List<Node> nodes = architecture.nodes().stream()
        .filter(node -> used.contains(node.name()) && node.layer() instanceof BatchNormalization)
        .toList();
    int length = nodes.stream().mapToInt(node -> channels(architecture, node)).sum();
    float[] decay = new float[length];
    float[] epsilon = new float[length];
    means = kept(Tensors.zeros(length));
    variances = kept(Tensors.zeros(length));
    int from = 0;
    for (Node node : nodes) {
      int count = channels(architecture, node);
      BatchNormalization layer = (BatchNormalization) node.layer();
      Arrays.fill(decay, from, from + count, (float) layer.decay());
      Arrays.fill(epsilon, from, from + count, (float) layer.epsilon());
      parts.put(
          node.name(),
          new Part(
              from,
              count,
              kept(means.narrow(0, from, count)),
              kept(variances.narrow(0, from, count))));
      from += count;
    }
    decays = kept(Tensors.of(decay, length));
    epsilons = kept(Tensors.of(epsilon, length));
  }

  private static int channels(Architecture architecture, Node node) {
    return architecture.inputShapes(node).get(0).channels();
  }

  /** All arrays by name, as functions take them. */
  void addTo(Map<String, Tensor> arrays) {
    parts.forEach((node, part) -> {
      arrays.put(node + MEAN, part.mean());
      arrays.put(node + VARIANCE, part.variance());
    });
  }

  /** Moves towards the statistics of a batch. */
  void update(BatchMoments batch) {
    if (!batch.isEmpty()) {
      approach(means, batch.means());
      approach(variances, batch.enlargedVariances().sub(epsilons));
    }
  }

  private void approach(Tensor running, Tensor latest) {
    running.sub_(latest).mul_(decays).add_(latest);
  }

  /** Copies by name. */
  void addCopiesTo(Map<String, WeightArray> arrays) {
    float[] allMeans = Tensors.floats(means);
    float[] allVariances = Tensors.floats(variances);
    parts.forEach((node, part) -> {
      arrays.put(node + MEAN, copy(allMeans, part));
      arrays.put(node + VARIANCE, copy(allVariances, part));
    });
  }

  private static WeightArray copy(float[] all, Part part) {
    WeightArray array = WeightArray.zeros(List.of(part.length()));
    System.arraycopy(all, (int) part.from(), array.values(), 0, part.length());
    return array;
  }

  /** Replaces those arrays that are given; others of the map are passed over. */
  void set(Map<String, WeightArray> given) {
    parts.forEach((node, part) -> {
      set(part.mean(), given.get(node + MEAN));
      set(part.variance(), given.get(node + VARIANCE));
    });
  }

  private static void set(Tensor part, WeightArray given) {
    if (given != null) {
      Tensors.write(given.values(), part);
    }
  }

  /** Native memory, in bytes. */
  long bytes() {
    return 4 * means.numel() * Float.BYTES;
  }

  @Override
  public void close() {
    parts.values().forEach(part -> {
      part.mean().close();
      part.variance().close();
    });
    List.of(means, variances, decays, epsilons).forEach(Tensor::close);
  }
}
