package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.Targets;
import org.nas4j.testkit.ReferenceNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The graph is the architecture: its weights, its values, its gradient, whatever the layers. */
class GraphNetworkTest {

  private static final NetworkSettings SETTINGS =
      new NetworkSettings(7, new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 0), 0, 0, 1);

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void computesRandomArchitecturesAsTheyAreMeant(int seed) {
    Architecture architecture = RandomArchitecture.of(seed);
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      assertThat(network.parameters()).isEqualTo(architecture.cost().parameters());
      assertThat(trained(network.graph())).isEqualTo(architecture.cost().parameters());
      disturb(network.graph(), seed);
      float[] example = noise((int) architecture.input().elements(), seed);
      Map<String, double[]> expected =
          new ReferenceNetwork(architecture, network.weights()).values(doubles(example));
      Map<String, INDArray> actual = activations(network, example);
      for (Node node : architecture.nodes()) {
        if (actual.containsKey(node.name()) && !overwritten(architecture, node)) {
          assertClose(node, actual.get(node.name()), expected.get(node.name()));
        }
      }
      network.examples(1).put(example);
      float[] predicted = network.predict(1);
      double[] meant = expected.get(architecture.output());
      for (int i = 0; i < meant.length; i++) {
        assertThat((double) predicted[i]).isCloseTo(meant[i], within(1e-4));
      }
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** An activation that is the only user of a node computes in its place. */
  private static boolean overwritten(Architecture architecture, Node node) {
    return architecture.nodes().stream()
        .anyMatch(
            user -> user.layer() instanceof Activation && user.inputs().contains(node.name()));
  }

  private static Map<String, INDArray> activations(GraphNetwork network, float[] example) {
    network.examples(1).put(example);
    return network.graph().feedForward(new INDArray[] {network.written(1)}, false);
  }

  private static void assertClose(Node node, INDArray actual, double[] expected) {
    float[] values = actual.dup('c').data().asFloat();
    assertThat(values).as(node.toString()).hasSize(expected.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .as(node + " at " + i)
          .isCloseTo(expected[i], within(1e-4 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** Deeplearning4j counts running means and variances as parameters too. */
  private static long trained(ComputationGraph graph) {
    return graph.paramTable().entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith("_mean") && !entry.getKey().endsWith("_var"))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }

  /** Moves what starts at 0 or 1 away from there. */
  private static void disturb(ComputationGraph graph, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Map.Entry<String, INDArray> entry : graph.paramTable().entrySet()) {
      if (!entry.getKey().endsWith("_W")) {
        INDArray values = entry.getValue();
        for (long i = 0; i < values.length(); i++) {
          values.putScalar(i, values.getDouble(i) + 0.3 * random.nextDouble());
        }
      }
    }
  }

  private static float[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * A step without momentum moves the weights against the gradient, so the loss must fall along it
   * at the rate of its squared length. Kinks of rectifiers and of maxima, and floats, leave a few
   * percent.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void stepsAlongTheGradientOfRandomArchitectures(int seed) {
    Architecture architecture = RandomArchitecture.withoutDropout(seed);
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      int[] labels = {0, 1, 2, 0, 1, 2};
      float[] batch = noise(labels.length * (int) architecture.input().elements(), seed);
      Map<String, INDArray> before = trainedWeights(network.graph());
      step(network, batch, labels, 1);
      Map<String, INDArray> after = trainedWeights(network.graph());
      double squared = 0;
      for (String name : before.keySet()) {
        after.get(name).subi(before.get(name));
        squared += Math.pow(after.get(name).norm2Number().doubleValue(), 2);
      }
      double length = 1e-3 / Math.sqrt(squared);
      double ahead = lossAt(network, before, after, length, batch, labels);
      double behind = lossAt(network, before, after, -length, batch, labels);
      assertThat((behind - ahead) / (2 * length)).isCloseTo(squared, withinPercentage(5));
    }
  }

  private static Map<String, INDArray> trainedWeights(ComputationGraph graph) {
    Map<String, INDArray> copy = new LinkedHashMap<>();
    graph.paramTable().forEach((name, values) -> {
      if (!name.endsWith("_mean") && !name.endsWith("_var")) {
        copy.put(name, values.dup());
      }
    });
    return copy;
  }

  private static double lossAt(
      GraphNetwork network,
      Map<String, INDArray> from,
      Map<String, INDArray> direction,
      double length,
      float[] batch,
      int[] labels) {
    from.forEach((name, values) -> network
        .graph()
        .paramTable()
        .get(name)
        .assign(values.add(direction.get(name).mul(length))));
    return step(network, batch, labels, 0);
  }

  private static double step(GraphNetwork network, float[] batch, int[] labels, double rate) {
    network.examples(labels.length).put(batch);
    return network.train(labels, rate);
  }

  private static NetworkSettings settings(Optimizer.Method method, double decay) {
    return new NetworkSettings(7, new Optimizer(method, 0, 0, 1e-8), decay, 0, 1);
  }

  /** After one step: the same but for the decay, which weights alone have. */
  @Test
  void weightsDecayAndBiasesDoNot() {
    Architecture architecture = RandomArchitecture.of(5);
    float[] batch = noise(2 * (int) architecture.input().elements(), 1);
    try (GraphNetwork network =
        GraphNetwork.open(architecture, settings(Optimizer.Method.NESTEROV, 0))) {
      Map<String, INDArray> before = trainedWeights(network.graph());
      step(network, batch, new int[] {0, 1}, 0.5);
      Map<String, INDArray> without = trainedWeights(network.graph());
      try (GraphNetwork decaying =
          GraphNetwork.open(architecture, settings(Optimizer.Method.NESTEROV, 0.1))) {
        step(decaying, batch, new int[] {0, 1}, 0.5);
        trainedWeights(decaying.graph()).forEach((name, actual) -> {
          INDArray shrunk = name.endsWith("_W")
              ? before.get(name).mul(0.5 * 0.1)
              : before.get(name).mul(0);
          assertThat(actual.equalsWithEps(without.get(name).sub(shrunk), 1e-5))
              .as(name)
              .isTrue();
        });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Method.class)
  void followsTheRateOfEachStep(Optimizer.Method method) {
    Architecture architecture = RandomArchitecture.withoutDropout(5);
    float[] batch = noise(2 * (int) architecture.input().elements(), 1);
    try (GraphNetwork network = GraphNetwork.open(architecture, settings(method, 0))) {
      Map<String, INDArray> first = trainedWeights(network.graph());
      step(network, batch, new int[] {0, 1}, 0.01);
      Map<String, INDArray> second = trainedWeights(network.graph());
      step(network, batch, new int[] {0, 1}, 0);
      assertThat(second).isNotEqualTo(first);
      assertThat(trainedWeights(network.graph())).isEqualTo(second);
    }
  }

  @Test
  void convolutionsRunOnOneDnn() {
    Architecture architecture = RandomArchitecture.chain(Shape.image(3, 12, 12));
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      step(network, noise(2 * 432, 1), new int[] {0, 1}, 0.01);
      if (NativeBackend.isCpu()) {
        ConvolutionLayer layer = (ConvolutionLayer) network.graph().getLayer("conv");
        assertThat(layer.getHelper())
            .as("helper of a convolution; without one it runs some 15 times slower")
            .isNotNull();
        assertThat(layer.getHelper().getClass().getSimpleName()).isEqualTo("MKLDNNConvHelper");
        assertThat(network.graph().getLayer("pool").getHelper()).isNotNull();
      }
    }
  }

  /**
   * What a step needs lies in workspaces from the second one on: they stay as large as they are,
   * and nothing is allocated beside them. Arrays that are allocated and freed one by one would
   * leave the process larger with each step.
   */
  @Test
  void takesMemoryOnceAndForAll() {
    Architecture architecture = branches();
    try (GraphNetwork network = GraphNetwork.open(architecture, SETTINGS)) {
      float[] examples = noise(8 * (int) architecture.input().elements(), 1);
      Targets targets = Targets.ofLabels(new int[8]);
      network.examples(8).put(examples);
      network.train(targets, 0.01);
      network.predict(8);
      Map<String, Long> first = workspaces();
      assertThat(first).containsKey("WS_LAYER_ACT_1");
      for (int step = 0; step < 3; step++) {
        network.examples(8).put(examples);
        network.train(targets, 0.01);
        network.predict(8);
        assertThat(workspaces()).isEqualTo(first);
      }
    }
    assertThat(workspaces()).isEmpty();
  }

  /** Sizes by name. None is smaller than what was once wanted of it. */
  private static Map<String, Long> workspaces() {
    Map<String, Long> sizes = new TreeMap<>();
    for (MemoryWorkspace each : Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()) {
      assertThat(each.getCurrentSize())
          .as(each.getId())
          .isGreaterThanOrEqualTo(each.getMaxCycleAllocations());
      sizes.put(each.getId(), each.getCurrentSize());
    }
    return sizes;
  }

  /** Some of whose gradients wait while others are computed. */
  private static Architecture branches() {
    Architecture.Builder network = Architecture.builder(Shape.image(3, 8, 8));
    String x = network.add("stem", Convolution.of(8, Window.square(3)), Architecture.INPUT);
    for (int i = 0; i < 3; i++) {
      String left = network.add("left" + i, Activation.RELU, x);
      left = network.add("conv" + i, Convolution.of(8, Window.square(3)), left);
      left = network.add("norm" + i, BatchNormalization.DEFAULT, left);
      String right = network.add("pool" + i, Pooling.max(Window.square(3)), x);
      x = network.add("sum" + i, new Add(), left, right);
    }
    x = network.add("mean", GlobalPooling.AVERAGE, x);
    return network.build(network.add("classes", SoftmaxOutput.of(3), x));
  }
}
