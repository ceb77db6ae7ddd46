package org.nas4j.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.WeightArray;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.Optimizer;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.morphism.Morphism;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.space.InfeasibleException;
import org.nas4j.testkit.SmallNetworks;

/** The acceptance checks of Net2Net on real networks, in floats, at inference. */
class MorphismsOnEnginesTest {

  /** Of probabilities. */
  private static final double EXACT = 1e-5;

  private static final int EXAMPLES = 16;
  private static final int EDITS = 50;
  private static final double RATE = 0.1;

  private final RandomGenerator random = new SplittableRandom(7);

  static Stream<Arguments> networks() {
    return Stream.of(Engine.ONEDNN, Engine.PORTABLE)
        .flatMap(engine ->
            SmallNetworks.all().keySet().stream().map(name -> Arguments.of(engine, name)));
  }

  static Stream<String> names() {
    return SmallNetworks.all().keySet().stream();
  }

  private static Network open(Engine engine, WeightedArchitecture network, boolean toTrain) {
    Assumptions.assumeTrue(
        engine != Engine.ONEDNN || OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
    Optimizer plain = new Optimizer(Optimizer.Method.NESTEROV, 0, 0, 1e-3);
    NetworkSettings settings = new NetworkSettings(1, plain, 0, 0, 1);
    Network opened = Networks.open(engine, network.architecture(), settings, EXAMPLES, toTrain);
    opened.setWeights(network.weights());
    return opened;
  }

  private static void writeExamples(Network network, Architecture architecture) {
    RandomGenerator inputs = new SplittableRandom(3);
    float[] values = new float[EXAMPLES * (int) architecture.input().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) inputs.nextGaussian();
    }
    network.examples(EXAMPLES).put(values);
  }

  private static float[] predict(Engine engine, WeightedArchitecture network) {
    try (Network opened = open(engine, network, false)) {
      writeExamples(opened, network.architecture());
      return opened.predict(EXAMPLES);
    }
  }

  private static double largestDifference(float[] one, float[] other) {
    assertThat(other).hasSameSizeAs(one);
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
    }
    return largest;
  }

  private WeightedArchitecture weighted(String name) {
    Architecture architecture = SmallNetworks.all().get(name);
    return new WeightedArchitecture(architecture, SmallNetworks.weights(architecture, random));
  }

  /** Null where the morphism cannot be applied. */
  private WeightedArchitecture apply(Morphism morphism, WeightedArchitecture network) {
    try {
      return morphism.apply(network, random);
    } catch (InfeasibleException e) {
      return null;
    }
  }

  private static int channels(Shape shape) {
    return shape instanceof Shape.Image image ? image.channels() : (int) shape.elements();
  }

  private List<Morphism> each(Architecture architecture) {
    List<Morphism> all = new ArrayList<>();
    List<Node> nodes = architecture.nodes();
    for (Node node : nodes) {
      String name = node.name();
      int width = channels(architecture.shape(name));
      for (int wider : List.of(width + 1, width + (width + 1) / 2, 2 * width)) {
        all.add(Morphism.widen(name, wider, 0));
      }
      all.add(Morphism.deepen(name, 3, false, 0));
      all.add(Morphism.deepen(name, 3, true, 0));
      all.add(Morphism.enlargeKernel(name));
      String earlier = nodes.get(random.nextInt(nodes.size())).name();
      all.add(Morphism.addSkip(earlier, name));
      all.add(Morphism.concatSkip(earlier, name));
    }
    return all;
  }

  /**
   * Checks 1 and 2, and the other morphisms likewise. Deeplearning4j takes long to open a graph, so
   * the portable engine is asked of every third; that the engines agree is tested elsewhere.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void eachMorphismKeepsTheOutputs(Engine engine, String name) {
    WeightedArchitecture network = weighted(name);
    float[] before = predict(engine, network);
    List<Morphism> morphisms = each(network.architecture());
    int every = engine == Engine.PORTABLE ? 3 : 1;
    int done = 0;
    for (int i = 0; i < morphisms.size(); i += every) {
      Morphism morphism = morphisms.get(i);
      WeightedArchitecture child = apply(morphism, network);
      if (child != null) {
        assertThat(largestDifference(before, predict(engine, child)))
            .as("%s", morphism)
            .isLessThan(EXACT);
        done++;
      }
    }
    assertThat(done).isGreaterThan(20 / every);
  }

  /** Of fifty edits in a row, the first one that breaks it is named. */
  @ParameterizedTest
  @MethodSource("names")
  void fiftyMorphismsInARowKeepTheOutputs(String name) {
    checkFiftyMorphisms(Engine.ONEDNN, name);
  }

  /** Opening a graph takes Deeplearning4j long, and each edit needs a new one. */
  @Tag("soak")
  @ParameterizedTest
  @MethodSource("names")
  void fiftyMorphismsInARowKeepTheOutputsOfThePortableEngine(String name) {
    checkFiftyMorphisms(Engine.PORTABLE, name);
  }

  private void checkFiftyMorphisms(Engine engine, String name) {
    WeightedArchitecture current = weighted(name);
    float[] before = predict(engine, current);
    float[] after = before;
    int edits = 0;
    while (edits < EDITS) {
      Morphism morphism = draw(current.architecture());
      WeightedArchitecture next = apply(morphism, current);
      if (next != null && next.architecture().cost().parameters() < 60_000) {
        current = next;
        edits++;
        after = predict(engine, current);
        assertThat(largestDifference(before, after))
            .as("%s as edit %s", morphism, edits)
            .isLessThan(EXACT);
      }
    }
    double logits = largestDifference(logarithms(before), logarithms(after));
    System.getLogger(getClass().getName())
        .log(
            System.Logger.Level.INFO,
            "{0} {1}: probabilities differ by {2}, their logarithms by {3}",
            engine,
            name,
            Double.toString(largestDifference(before, after)),
            Double.toString(logits));
    assertThat(logits).isLessThan(1e-4 * largest(logarithms(before)));
  }

  /** Small ones, so that fifty stay quick. */
  private Morphism draw(Architecture architecture) {
    List<Node> nodes = architecture.nodes();
    String node = nodes.get(random.nextInt(nodes.size())).name();
    String earlier = nodes.get(random.nextInt(nodes.size())).name();
    return switch (random.nextInt(6)) {
      case 0, 1 -> Morphism.widen(node, channels(architecture.shape(node)) + 1, 0);
      case 2 -> Morphism.deepen(node, 1 + 2 * random.nextInt(2), random.nextBoolean(), 0);
      case 3 -> Morphism.enlargeKernel(node);
      case 4 -> Morphism.addSkip(earlier, node);
      default -> Morphism.concatSkip(earlier, node);
    };
  }

  private static float[] logarithms(float[] probabilities) {
    float[] logs = new float[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(probabilities[i]);
    }
    return logs;
  }

  private static double largest(float[] values) {
    return largestDifference(values, new float[values.length]);
  }

  /**
   * Why a new normalization's scale is not 1: with ε = 0.001 a normalization of scale 1 is no
   * identity, one of scale √(1 + ε) is.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void unscaledNormalizationsWouldNotKeepTheOutputs(Engine engine, String name) {
    WeightedArchitecture start = weighted(name);
    float[] before = predict(engine, start);
    WeightedArchitecture deeper = start;
    String place = name.equals("plain") ? "a.relu" : "stem.relu";
    for (int i = 0; i < EDITS; i++) {
      deeper = Morphism.deepen(place, 1, true, 0).apply(deeper, random);
    }
    float scale = (float) Math.sqrt(1 + 1e-3);
    assertThat(largestDifference(before, predict(engine, withScale(deeper, scale))))
        .isLessThan(EXACT);
    assertThat(largestDifference(before, predict(engine, withScale(deeper, 1))))
        .isGreaterThan(10 * EXACT);
  }

  private static WeightedArchitecture withScale(WeightedArchitecture network, float scale) {
    Architecture old = network.architecture();
    Map<String, WeightArray> weights = new LinkedHashMap<>(network.weights());
    Architecture.Builder builder = Architecture.builder(old.input());
    for (Node node : old.nodes()) {
      boolean inserted =
          node.layer() instanceof BatchNormalization && node.name().contains("+deep");
      builder.add(
          node.name(), inserted ? new BatchNormalization(1e-3, 0.9) : node.layer(), node.inputs());
      if (inserted) {
        WeightArray gamma = weights.get(node.name() + "/gamma").copy();
        Arrays.fill(gamma.values(), scale);
        weights.put(node.name() + "/gamma", gamma);
      }
    }
    return new WeightedArchitecture(builder.build(old.output()), weights);
  }

  private static Map<String, WeightArray> trained(
      Engine engine, WeightedArchitecture network, int steps) {
    int[] labels = new int[EXAMPLES];
    Arrays.setAll(labels, i -> i % 3);
    try (Network opened = open(engine, network, true)) {
      for (int step = 0; step < steps; step++) {
        writeExamples(opened, network.architecture());
        opened.train(labels, RATE);
      }
      return opened.weights();
    }
  }

  private static float[] filter(Map<String, WeightArray> weights, int index) {
    float[] all = weights.get("a/kernel").values();
    int each = all.length / weights.get("a/kernel").shape().get(0);
    return Arrays.copyOfRange(all, index * each, (index + 1) * each);
  }

  private static float[] move(
      Map<String, WeightArray> before, Map<String, WeightArray> after, int index, int times) {
    float[] from = filter(before, index);
    float[] to = filter(after, index);
    for (int i = 0; i < to.length; i++) {
      to[i] = times * (to[i] - from[i]);
    }
    return to;
  }

  /** Each of c copies moves by a c-th of the original's step, and stays equal to the others. */
  @Test
  void copiesAreTiedWithoutNoise() {
    WeightedArchitecture parent = weighted("plain");
    WeightedArchitecture child = Morphism.widen("a", 8, 0).apply(parent, random);
    Map<String, WeightArray> parentStep = trained(Engine.PORTABLE, parent, 1);
    Map<String, WeightArray> childStep = trained(Engine.PORTABLE, child, 1);
    Map<String, WeightArray> later = trained(Engine.PORTABLE, child, 10);
    for (int j = 4; j < 8; j++) {
      int original = original(parent, child, j);
      int copies = 1
          + (int) java.util.stream.IntStream.range(4, 8)
              .filter(k -> original(parent, child, k) == original)
              .count();
      assertThat(largestDifference(
              move(parent.weights(), parentStep, original, 1),
              move(child.weights(), childStep, j, copies)))
          .isLessThan(1e-5);
      assertThat(largestDifference(filter(later, original), filter(later, j))).isLessThan(1e-4);
    }
    assertThat(largest(move(parent.weights(), parentStep, 0, 1))).isGreaterThan(1e-4);
  }

  private static int original(WeightedArchitecture parent, WeightedArchitecture child, int copy) {
    return java.util.stream.IntStream.range(0, 4)
        .filter(k -> Arrays.equals(filter(parent.weights(), k), filter(child.weights(), copy)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noiseLetsCopiesDiverge() {
    WeightedArchitecture child = Morphism.widen("a", 8, 0.01).apply(weighted("plain"), random);
    Map<String, WeightArray> later = trained(Engine.PORTABLE, child, 10);
    for (int j = 4; j < 8; j++) {
      for (int k = 0; k < 4; k++) {
        assertThat(largestDifference(filter(later, k), filter(later, j))).isGreaterThan(1e-3);
      }
    }
  }
}
