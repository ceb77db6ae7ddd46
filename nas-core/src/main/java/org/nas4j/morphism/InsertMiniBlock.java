package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.space.InfeasibleException;

/**
 * A copy of a mini-block right behind it (cai2018eas' code, densely connected networks). The copy
 * reads what its original reads, and of the original's channels nothing: their weights in the
 * bottleneck start as zeros, their normalization as mean 0, variance 1, shift 0 and scale 1. Each
 * channel that it makes is one of the original's, drawn with replacement; so whoever reads them
 * finds duplicates, and what it gave to the one is divided by their number, as in Net2Wider.
 *
 * @param concat the node that ends the mini-block
 * @param noise deviation of Gaussian noise on the copy's last kernel, relative to that of the
 *     original; 0 for none
 */
record InsertMiniBlock(String concat, double noise) implements Morphism {

  /** Checks. */
  InsertMiniBlock {
    requireNonNull(concat, "concat");
    Noise.checked(noise);
  }

  private MiniBlock original(Architecture parent) {
    return MiniBlock.at(parent, parent.node(concat))
        .orElseThrow(() -> new InfeasibleException(
            "no mini-block",
            "Node [" + concat + "] does not end a mini-block of a densely connected network."));
  }

  @Override
  public Architecture edit(Architecture parent) {
    MiniBlock original = original(parent);
    new ChannelGroups(parent).widenable(original.growth().name());
    String name = name(parent);
    return new Rebuild(parent)
        .behind(concat, builder -> {
          String last = concat;
          for (int i = 0; i < original.nodes().size(); i++) {
            last = builder.add(part(name, i), original.nodes().get(i).layer(), last);
          }
          return builder.add(name, new Concat(), concat, last);
        })
        .build();
  }

  private String name(Architecture parent) {
    return Rebuild.fresh(parent, concat, "mini");
  }

  private static String part(String name, int i) {
    return name + "/" + (i + 1);
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    Architecture architecture = parent.architecture();
    MiniBlock original = original(architecture);
    String grown = original.growth().name();
    int growth = architecture.shape(grown).channels();
    int group = new ChannelGroups(architecture).widenable(grown);
    Replication replication = Replication.draw(group, growth, 2 * growth, random);
    Map<String, WeightArray> weights =
        new ChannelTransfer(replication).keepingMakers().apply(parent);
    int[] drawn = Arrays.copyOfRange(replication.source(), growth, 2 * growth);
    String name = name(architecture);
    for (int i = 0; i < original.nodes().size(); i++) {
      Node node = original.nodes().get(i);
      for (WeightSpec spec : node.layer().weights(architecture.inputShapes(node))) {
        WeightArray array = parent.weights().get(spec.of(node.name()));
        weights.put(
            spec.of(part(name, i)), copy(array, node, spec.name(), original, drawn, random));
      }
    }
    return weights;
  }

  private WeightArray copy(
      WeightArray array,
      Node node,
      String kind,
      MiniBlock original,
      int[] drawn,
      RandomGenerator random) {
    if (node.equals(original.normalization())) {
      boolean one = kind.equals("gamma") || kind.equals("variance");
      return padded(array, 0, drawn.length, one ? scale(node, kind) : 0);
    }
    if (node.equals(original.bottleneck()) && kind.equals("kernel")) {
      return padded(array, 1, drawn.length, 0);
    }
    if (node.equals(original.growth())) {
      WeightArray resampled = Gather.along(array, 0, drawn, null);
      if (noise > 0 && kind.equals("kernel")) {
        double deviation = noise * Noise.deviation(array.values());
        Noise.add(resampled.values(), 0, resampled.values().length, deviation, random);
      }
      return resampled;
    }
    return array.copy();
  }

  /** With variance 1 and ε, the scale that leaves a channel as it is. */
  private static float scale(Node node, String kind) {
    double epsilon = ((BatchNormalization) node.layer()).epsilon();
    return kind.equals("gamma") ? (float) StrictMath.sqrt(1 + epsilon) : 1;
  }

  /** The array with more places of one value at the end of an axis. */
  private static WeightArray padded(WeightArray array, int axis, int more, float value) {
    List<Integer> shape = new ArrayList<>(array.shape());
    int old = shape.get(axis);
    shape.set(axis, old + more);
    int inner = 1;
    for (int size : shape.subList(axis + 1, shape.size())) {
      inner *= size;
    }
    float[] from = array.values();
    float[] to = new float[from.length / old * (old + more)];
    Arrays.fill(to, value);
    for (int o = 0; o < from.length / (old * inner); o++) {
      System.arraycopy(from, o * old * inner, to, o * (old + more) * inner, old * inner);
    }
    return WeightArray.of(shape, to);
  }
}
