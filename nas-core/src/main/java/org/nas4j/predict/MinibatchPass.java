package org.nas4j.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;
import org.nas4j.arch.ZeroPad;
import org.nas4j.internal.inference.InferencePlan;
import org.nas4j.internal.seeds.Seeds;
import org.nas4j.internal.weights.FreshWeights;

/**
 * A forward pass of a network with fresh weights, layer by layer for a whole minibatch, so that
 * batch normalizations use the minibatch's own statistics, as in training. Each layer is computed
 * by the plain-Java plan of a network of this one layer. Values are
 * {@code [examples][channels][height * width]}, where a vector is one row; nobody changes them, and
 * they are let go after their last reader. Dropout and dropped paths pass on. For one thread.
 */
final class MinibatchPass implements LayerVisitor<float[][][]> {

  private static final String ALONE = "alone";

  private final Architecture architecture;
  private final long seed;
  private final Consumer<float[][][]> watcher;
  private final Map<String, float[][][]> values = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private Node node;
  private int place;
  private List<float[][][]> inputs = List.of();

  private MinibatchPass(Architecture architecture, long seed, Consumer<float[][][]> watcher) {
    this.architecture = architecture;
    this.seed = seed;
    this.watcher = watcher;
  }

  /**
   * Runs.
   *
   * @param examples values as {@code [channels, height, width]} each
   * @param seed of the weights
   * @param watcher is shown what goes into each activation that the main output needs, in order
   */
  static void run(
      Architecture architecture, float[][] examples, long seed, Consumer<float[][][]> watcher) {
    new MinibatchPass(architecture, seed, watcher).run(examples);
  }

  private void run(float[][] examples) {
    List<Node> needed = needed();
    values.put(
        Architecture.INPUT, Arrays.stream(examples).map(this::rows).toArray(float[][][]::new));
    for (Node each : needed) {
      if (!each.layer().traits().isOutput()) {
        node = each;
        inputs = each.inputs().stream().map(values::get).toList();
        float[][][] computed = each.layer().accept(this);
        each.inputs().forEach(this::release);
        values.put(each.name(), computed);
      }
      place++;
    }
  }

  /** Nodes that lead to the main output, and how often each is read. */
  private List<Node> needed() {
    List<Node> needed = new ArrayList<>();
    readers.put(architecture.output(), 1);
    List<Node> nodes = architecture.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (readers.containsKey(nodes.get(i).name())) {
        nodes.get(i).inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        needed.add(0, nodes.get(i));
      }
    }
    return needed;
  }

  private void release(String name) {
    if (readers.merge(name, -1, Integer::sum) == 0) {
      values.remove(name);
    }
  }

  private float[][] rows(float[] example) {
    int count = architecture.input().match(Shape.Image::channels, vector -> 1);
    int length = example.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(example, i * length, (i + 1) * length);
    }
    return rows;
  }

  private float[][][] alone(Layer layer, Map<String, WeightArray> weights) {
    Architecture.Builder network = Architecture.builder(shapeIn());
    network.add(ALONE, layer, Architecture.INPUT);
    InferencePlan plan = InferencePlan.of(network.build(), weights);
    InferencePlan.Arena arena = plan.arena();
    return Arrays.stream(inputs.get(0))
        .map(example -> copy(plan.run(arena, example)))
        .toArray(float[][][]::new);
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  private float[][][] alone(Layer layer) {
    return alone(layer, weights(layer));
  }

  private Map<String, WeightArray> weights(Layer layer) {
    Map<String, WeightArray> weights = new HashMap<>();
    for (WeightSpec spec : layer.weights(architecture.inputShapes(node))) {
      weights.put(spec.of(ALONE), fresh(spec, seed, place));
    }
    return weights;
  }

  /** By the place of the layer in the network, so that names have no part in it. */
  static WeightArray fresh(WeightSpec spec, long seed, int place) {
    return FreshWeights.draw(
        spec, FreshWeights.RECTIFIED, () -> Seeds.random(seed, place, spec.name()));
  }

  private Shape shapeIn() {
    return architecture.shape(node.inputs().get(0));
  }

  private float[][][] first() {
    return inputs.get(0);
  }

  @Override
  public float[][][] visit(BatchNormalization layer) {
    Map<String, WeightArray> weights = weights(layer);
    new ChannelStatistics(first(), shapeIn().channels()).write(weights, ALONE);
    return alone(layer, weights);
  }

  @Override
  public float[][][] visit(Activation layer) {
    watcher.accept(first());
    return alone(layer);
  }

  private float[][][] sum(float factor) {
    float[][][] sums = new float[first().length][][];
    for (int e = 0; e < sums.length; e++) {
      sums[e] = copy(first()[e]);
      for (float[][][] other : inputs.subList(1, inputs.size())) {
        add(other[e], sums[e]);
      }
      for (float[] row : sums[e]) {
        scale(row, factor);
      }
    }
    return sums;
  }

  private static void add(float[][] from, float[][] to) {
    for (int row = 0; row < to.length; row++) {
      for (int i = 0; i < to[row].length; i++) {
        to[row][i] += from[row][i];
      }
    }
  }

  private static void scale(float[] row, float factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  @Override
  public float[][][] visit(Add layer) {
    return sum(1);
  }

  @Override
  public float[][][] visit(Average layer) {
    return sum(1f / inputs.size());
  }

  /** Rows of maps one after the other; vectors as one row. */
  @Override
  public float[][][] visit(Concat layer) {
    float[][][] joined = new float[first().length][][];
    for (int e = 0; e < joined.length; e++) {
      List<float[]> rows = new ArrayList<>();
      for (float[][][] input : inputs) {
        rows.addAll(List.of(input[e]));
      }
      joined[e] = shapeIn() instanceof Shape.Image
          ? rows.toArray(float[][]::new)
          : new float[][] {endToEnd(rows)};
    }
    return joined;
  }

  private static float[] endToEnd(List<float[]> rows) {
    float[] all = new float[rows.stream().mapToInt(row -> row.length).sum()];
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, all, at, row.length);
      at += row.length;
    }
    return all;
  }

  @Override
  public float[][][] visit(ChannelScale layer) {
    float[][][] scaled = new float[first().length][][];
    for (int e = 0; e < scaled.length; e++) {
      scaled[e] = copy(first()[e]);
      for (int c = 0; c < scaled[e].length; c++) {
        scale(scaled[e][c], inputs.get(1)[e][0][c]);
      }
    }
    return scaled;
  }

  @Override
  public float[][][] visit(Convolution layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(DepthwiseConvolution layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(SeparableConvolution layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(FactorizedReduction layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(Pooling layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(GlobalPooling layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(Dense layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(Flatten layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(ZeroPad layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(ChannelWindow layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(SoftmaxOutput layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(RegressionOutput layer) {
    return alone(layer);
  }

  @Override
  public float[][][] visit(Dropout layer) {
    return first();
  }

  @Override
  public float[][][] visit(DropPath layer) {
    return first();
  }

  @Override
  public float[][][] visit(Identity layer) {
    return first();
  }
}
